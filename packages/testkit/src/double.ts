import process from "node:process";
import { parseArgs } from "node:util";
import { startControlServer } from "./control-server.ts";
import { DOUBLE_KINDS, type DoubleKind } from "./double-kinds.ts";
import { parseOptions } from "./double-options.ts";

const USAGE = `usage: npm run double -- KIND [--listen HOST:PORT] [--option key=value]...
Starts a double of an outside system and prints one JSON line: address, trust, logins, control, pid.
It runs until SIGTERM, or with --until-stdin-ends until its standard input is closed.
kinds and their options:
${Object.entries(DOUBLE_KINDS)
  .map(([name, { options }]) => `  ${name}: ${Object.keys(options).join(", ")}`)
  .join("\n")}`;

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  const command = readCommand(args);
  if (command.kind === "help") return print(USAGE, 0);
  if (command.kind === "wrong") return print([...command.problems, USAGE].join("\n"), 2);
  await using stack = new AsyncDisposableStack();
  try {
    const double = stack.use(await command.double.start(command.options));
    const control = stack.use(await startControlServer({ ...double.controls, usage }));
    const { address, trust, logins } = double;
    process.stdout.write(`${JSON.stringify({ kind: command.name, address, trust, logins, control: control.url, pid: process.pid })}\n`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return print(`${command.name}: starting the double failed: ${reason}. Choose another --listen address. [DOUBLE_START]`, 1);
  }
  await stopRequest(command.untilStdinEnds);
  return 0;
}

type CommandLine =
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly problems: readonly string[] }
  | {
      readonly kind: "start";
      readonly name: string;
      readonly double: DoubleKind;
      readonly options: Parameters<DoubleKind["start"]>[0];
      readonly untilStdinEnds: boolean;
    };

function readCommand(args: string[]): CommandLine {
  const parsed = parse(args);
  if (typeof parsed === "string") return { kind: "wrong", problems: [`${parsed} [DOUBLE_OPTION]`] };
  const { values, positionals } = parsed;
  if (values.help === true) return { kind: "help" };
  const [name = "", ...more] = positionals;
  const double = Object.hasOwn(DOUBLE_KINDS, name) ? DOUBLE_KINDS[name] : undefined;
  if (double === undefined || more.length > 0)
    return { kind: "wrong", problems: [`${positionals.join(" ") || "(nothing)"}: one kind is wanted. [DOUBLE_KIND]`] };
  const listen = /^(.+):(\d{1,5})$/.exec(values.listen ?? "127.0.0.1:0");
  if (listen === null) return { kind: "wrong", problems: [`--listen ${values.listen}: HOST:PORT is wanted. [DOUBLE_OPTION]`] };
  const options = parseOptions(values.option ?? [], double.options);
  if (options.kind === "wrong") return options;
  const address = { host: listen[1] ?? "127.0.0.1", port: Number(listen[2]) };
  return { kind: "start", name, double, options: { ...options.values, ...address }, untilStdinEnds: values["until-stdin-ends"] === true };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        listen: { type: "string" },
        option: { type: "string", multiple: true },
        "until-stdin-ends": { type: "boolean" },
        help: { type: "boolean" },
      },
    });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** What the double itself costs, so that a bench can tell it from what is measured. */
function usage(): { cpuMs: number; rssBytes: number } {
  const { user, system } = process.cpuUsage();
  return { cpuMs: (user + system) / 1000, rssBytes: process.memoryUsage.rss() };
}

function stopRequest(untilStdinEnds: boolean): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => resolve());
    if (untilStdinEnds) process.stdin.on("end", () => resolve()).resume();
  });
}

function print(text: string, exitCode: number): number {
  (exitCode === 0 ? process.stdout : process.stderr).write(`${text}\n`);
  return exitCode;
}
