import type { ParseArgsOptionDescriptor } from "node:util";
import type { Logger } from "./logger.ts";

export interface CommandContext<Config> {
  config: Config;
  /** As it was given, for messages. */
  configPath: string;
  /** The command's own options. */
  options: Readonly<Record<string, string | boolean | undefined>>;
  /** Aborted by the first SIGTERM or SIGINT: close what is open, in reverse order, and return. */
  signal: AbortSignal;
  logger: Logger;
  /** What the command is asked for, to standard output. */
  print(text: string): void;
  /** Errors that nobody caught, so far: for the service's own metrics. */
  faults: { unhandledRejections: number };
}

export interface CommandOption extends ParseArgsOptionDescriptor {
  help: string;
}

export interface Command<Config> {
  summary: string;
  /** A server logs to standard output; of other commands that is for what they are asked for, and they log to standard error. */
  serves?: boolean;
  options?: Readonly<Record<string, CommandOption>>;
  /** Resolves to the exit code, 0 when nothing is said. An error that is thrown ends it with 1. */
  run(context: CommandContext<Config>): Promise<number | undefined | void>;
}
