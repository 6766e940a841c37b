import type { z } from "zod";
import { type CommandLine, parseCommandLine, UsageError } from "./command-line.ts";
import type { CommandContext, Commands } from "./command.ts";
import { ConfigError, loadConfig } from "./config-file.ts";
import { describeError } from "./errors.ts";
import { createLogger, LOG_LEVELS, type Logger, prettyDestination } from "./logger.ts";
import type { Output, ProcessEdge } from "./process-edge.ts";

export type { Command, CommandContext, CommandOption, ConfiglessCommand } from "./command.ts";
export { processEdge, type ProcessEdge } from "./process-edge.ts";

export interface Program<Schema extends z.ZodType> {
  name: string;
  version: string;
  summary: string;
  schema: Schema;
  commands: Commands<z.output<Schema>>;
  edge: ProcessEdge;
  /** How long closing may take after the first signal. */
  closeWithinMs?: number;
  /** Signals that come so soon after the first are the same wish to stop. */
  oneStopWithinMs?: number;
}

const EXIT = { clean: 0, failed: 1, config: 2 } as const;

// Kubernetes kills 30 s after its SIGTERM; ending before that leaves a line that says why.
const CLOSE_WITHIN_MS = 25_000;
// A terminal sends Ctrl-C to everything in front, systemd SIGTERM to its whole group, and npm and `timeout` pass on what they get: one press comes twice.
const ONE_STOP_WITHIN_MS = 1_000;

/**
 * Runs one command of a service and ends the process:
 * 1. exit code 0 when it ends by itself, 1 when it fails, 2 for problems of config or command line; after a signal 0 for a server, and 1 for any other
 *    command, as it has not done all that it was asked for;
 * 2. the first SIGTERM or SIGINT aborts the command's signal, one more that comes later than `oneStopWithinMs`, or `closeWithinMs`, ends at once with 1;
 * 3. a rejection that nobody handles is logged and counted; an exception that nobody catches is logged and ends with 1.
 */
export async function runCommand<Schema extends z.ZodType>(program: Program<Schema>): Promise<void> {
  const { edge } = program;
  try {
    const line = parseCommandLine(program, edge.argv);
    if (line.kind === "text") edge.stdout.write(line.text);
    edge.exit(line.kind === "text" ? EXIT.clean : await runLine(program, line));
  } catch (error) {
    edge.stderr.write(explainFailure(program.name, error));
    edge.exit(error instanceof ConfigError || error instanceof UsageError ? EXIT.config : EXIT.failed);
  }
}

async function runLine<Schema extends z.ZodType>(program: Program<Schema>, line: CommandLine): Promise<number> {
  const { edge } = program;
  const { configPath, argument, options } = line;
  const config = configPath === undefined ? undefined : await loadConfig(program.schema, configPath);
  if (line.command === "check" && program.commands["check"] === undefined) {
    edge.stdout.write(`${configPath}: no problems\n`);
    return EXIT.clean;
  }
  const command = program.commands[line.command];
  if (command === undefined) throw new Error(`no command ${line.command}`);

  const logger = await loggerFor(program.name, command.serves === true ? edge.stdout : edge.stderr, edge.env);
  const faults = watchFaults(edge, logger);
  const signal = watchSignals(program, logger);
  const print = (text: string): void => edge.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
  const context = { argument, options, signal, logger, print, faults };
  try {
    if (command.withoutConfig === true) return (await command.run(context)) ?? EXIT.clean;
    // The command line has a config wherever one is needed.
    return (await command.run({ ...context, config: config as z.output<Schema>, configPath: configPath ?? "" })) ?? EXIT.clean;
  } catch (error) {
    if (signal.aborted && error === signal.reason) return command.serves === true ? EXIT.clean : EXIT.failed;
    if (error instanceof UsageError || error instanceof ConfigError) throw error;
    logger.fatal({ err: error }, `${line.command} failed`);
    return EXIT.failed;
  }
}

/** The reason of the signal that a command gets: not a failure. */
export class Stopped extends Error {
  override name = "Stopped";
}

function watchSignals(program: Program<z.ZodType>, logger: Logger): AbortSignal {
  const { edge, closeWithinMs = CLOSE_WITHIN_MS, oneStopWithinMs = ONE_STOP_WITHIN_MS } = program;
  const stop = new AbortController();
  let firstAtMs = 0;
  edge.onSignal((name) => {
    if (stop.signal.aborted) {
      if (performance.now() - firstAtMs < oneStopWithinMs) return;
      logger.warn({ signal: name }, "ended at once by a second signal");
      edge.exit(EXIT.failed);
      return;
    }
    firstAtMs = performance.now();
    logger.info({ signal: name }, "closing");
    setTimeout(() => {
      logger.error({ closeWithinMs }, "closing took too long");
      edge.exit(EXIT.failed);
    }, closeWithinMs).unref();
    stop.abort(new Stopped(`stopped by ${name}`));
  });
  return stop.signal;
}

function watchFaults(edge: ProcessEdge, logger: Logger): CommandContext<unknown>["faults"] {
  const faults = { unhandledRejections: 0 };
  edge.onFault((kind, error) => {
    if (kind === "unhandledRejection") {
      faults.unhandledRejections += 1;
      logger.error({ err: error }, "a rejection was not handled");
      return;
    }
    // Nobody knows in which state the process is now.
    logger.fatal({ err: error }, "an exception was not caught");
    edge.exit(EXIT.failed);
  });
  return faults;
}

async function loggerFor(service: string, output: Output, env: ProcessEdge["env"]): Promise<Logger> {
  const wanted = env["LOG_LEVEL"]?.toLowerCase();
  const level = LOG_LEVELS.find((known) => known === wanted);
  const noColor = (env["NO_COLOR"] ?? "") !== "";
  const destination = output.isTerminal ? await prettyDestination({ color: !noColor, write: (text) => output.write(text) }) : output;
  const logger = createLogger({ service, level, destination });
  if (wanted !== undefined && level === undefined) logger.warn({ given: wanted, allowed: LOG_LEVELS }, "LOG_LEVEL is not known");
  return logger;
}

function explainFailure(name: string, error: unknown): string {
  if (error instanceof ConfigError) return error.problems.map((problem) => `${problem}\n`).join("");
  const text = describeError(error);
  return text.startsWith(`${name}: `) ? `${text}\n` : `${name}: ${text}\n`;
}
