import { parseArgs } from "node:util";
import { AppError } from "./errors.ts";
import type { Command, ConfiglessCommand } from "./command.ts";
import { didYouMean } from "./suggest.ts";

export interface CommandLine {
  kind: "command";
  command: string;
  /** Absent for commands that need no config. */
  configPath: string | undefined;
  argument: string | undefined;
  options: Readonly<Record<string, string | boolean | undefined>>;
}

export class UsageError extends AppError {
  override name = "UsageError";

  constructor(program: string, cameBack: string, whatToDo: string) {
    super({ code: "KIT_USAGE", thing: program, tried: "reading the command line", cameBack, whatToDo });
  }
}

interface AnyProgram {
  name: string;
  version: string;
  summary: string;
  commands: Commands;
}

const COMMON_OPTIONS = {
  config: { type: "string", short: "c", help: "the config file (YAML)" },
  help: { type: "boolean", short: "h", help: "shows this" },
  version: { type: "boolean", help: "shows the version" },
} as const;

/** What is to be run, or the text that was asked for. Throws UsageError. */
export function parseCommandLine(program: AnyProgram, argv: readonly string[]): CommandLine | { kind: "text"; text: string } {
  const commands = withCheck(program.commands);
  const known = Object.keys(commands);
  const words = firstLook(argv, commands);
  // A name of two words stands before one of one word that it begins with.
  const first = commands[words.slice(0, 2).join(" ")] === undefined ? words[0] : words.slice(0, 2).join(" ");
  const command = first === undefined ? undefined : commands[first];
  const [argument, ...more] = words.slice(first?.split(" ").length ?? 0);
  const options = { ...COMMON_OPTIONS, ...command?.options };
  const { values, tokens } = parseArgs({ args: [...argv], options, allowPositionals: true, strict: false, tokens: true });

  if (values["version"] === true) return { kind: "text", text: `${program.name} ${program.version}\n` };
  if (values["help"] === true)
    return { kind: "text", text: first !== undefined && command !== undefined ? helpOf(program, first, command) : help(program, commands) };
  if (first === undefined) throw new UsageError(program.name, "no command was given", `Commands: ${known.join(", ")}. See --help.`);
  if (command === undefined)
    throw new UsageError(
      program.name,
      `there is no command ${words.slice(0, 2).join(" ")}`,
      `Commands: ${known.join(", ")}.${didYouMean(first, known) || didYouMean(words.slice(0, 2).join(" "), known)}`,
    );
  for (const token of tokens) {
    if (token.kind === "option") checkOption(program, options, token.name, token.rawName, token.value);
  }
  const unexpected = command.argument === undefined && argument !== undefined ? [argument, ...more] : more;
  if (unexpected.length > 0) throw new UsageError(program.name, `${unexpected.join(" ")} was not expected`, "See --help.");

  const { config, help: _help, version: _version, ...own } = values;
  if (command.withoutConfig === true) return { kind: "command", command: first, configPath: undefined, argument, options: own };
  if (typeof config !== "string") throw new UsageError(program.name, "--config FILE is missing", "Give the path of the config file.");
  return { kind: "command", command: first, configPath: config, argument, options: own };
}

type Commands = Readonly<Record<string, Pick<Command<unknown> | ConfiglessCommand, "summary" | "argument" | "options" | "withoutConfig">>>;

// Options may stand before the command, and which of them take a value is known only with the options of all commands.
function firstLook(argv: readonly string[], commands: Commands): string[] {
  const options = Object.assign({}, ...Object.values(commands).map((command) => command.options ?? {}), COMMON_OPTIONS) as typeof COMMON_OPTIONS;
  return parseArgs({ args: [...argv], options, allowPositionals: true, strict: false }).positionals;
}

function checkOption(
  program: AnyProgram,
  options: Readonly<Record<string, { type: string }>>,
  name: string,
  given: string,
  value: string | undefined,
): void {
  const known = Object.keys(options);
  const option = options[name];
  if (option === undefined) {
    throw new UsageError(
      program.name,
      `there is no option ${given}`,
      `Options: ${known.map((one) => `--${one}`).join(", ")}.${didYouMean(name, known)}`,
    );
  }
  if (option.type === "string" && value === undefined) throw new UsageError(program.name, `${given} has no value`, `Write ${given} VALUE.`);
  if (option.type === "boolean" && value !== undefined) throw new UsageError(program.name, `${given} takes no value`, `Write ${given} alone.`);
}

function withCheck(commands: Commands): Commands {
  return "check" in commands ? commands : { ...commands, check: { summary: "reads the config and prints every problem" } };
}

function helpOf(program: AnyProgram, name: string, { summary, argument, options, withoutConfig }: Commands[string]): string {
  const usage = [program.name, name, ...(argument === undefined ? [] : [`[${argument.name}]`]), ...(withoutConfig === true ? [] : ["--config FILE"])];
  const common = withoutConfig === true ? { help: COMMON_OPTIONS.help } : { config: COMMON_OPTIONS.config, help: COMMON_OPTIONS.help };
  const lines = [`${program.name} ${name}: ${summary}`, "", `usage: ${usage.join(" ")}`, ""];
  if (argument !== undefined) lines.push(row(argument.name, argument.help));
  return [...lines, ...rows({ ...options, ...common }, "  "), ""].join("\n");
}

function help(program: AnyProgram, commands: Commands): string {
  const lines = [`${program.name} ${program.version}: ${program.summary}`, "", `usage: ${program.name} COMMAND --config FILE`, "", "commands:"];
  for (const [name, { summary, argument, options }] of Object.entries(commands)) {
    lines.push(row(argument === undefined ? name : `${name} [${argument.name}]`, summary));
    if (argument !== undefined) lines.push(row(argument.name, argument.help, "    "));
    lines.push(...rows(options ?? {}, "    "));
  }
  return [...lines, "", "options:", ...rows(COMMON_OPTIONS, "  "), ""].join("\n");
}

function rows(options: Readonly<Record<string, { type: string; help: string }>>, indent: string): string[] {
  return Object.entries(options).map(([name, { type, help: text }]) =>
    row(`--${name}${type === "string" ? ` ${name.toUpperCase()}` : ""}`, text, indent),
  );
}

const COLUMN = 26;

function row(left: string, right: string, indent = "  "): string {
  return `${`${indent}${left}`.padEnd(COLUMN)} ${right}`;
}
