import type { ParseArgsOptionDescriptor } from "node:util";
import type { Logger } from "./logger.ts";

export interface CommandContext<Config> {
  config: Config;
  /** As it was given, for messages. */
  configPath: string;
  /** What was given after the command, where it takes an argument. */
  argument: string | undefined;
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

interface CommandFacts {
  summary: string;
  /** A server logs to standard output; of other commands that is for what they are asked for, and they log to standard error. */
  serves?: boolean;
  /** The one argument that may follow the command; without this none may. */
  argument?: { name: string; help: string };
  options?: Readonly<Record<string, CommandOption>>;
}

/** Resolves to the exit code, 0 when nothing is said. An error that is thrown ends it with 1, a ConfigError with 2. */
type Run<Context> = (context: Context) => Promise<number | undefined | void>;

export interface Command<Config> extends CommandFacts {
  withoutConfig?: false;
  run: Run<CommandContext<Config>>;
}

/** A command that needs no config file. */
export interface ConfiglessCommand extends CommandFacts {
  withoutConfig: true;
  run: Run<Omit<CommandContext<never>, "config" | "configPath">>;
}

/** By name; a name may be of two words, such as "alerts render". */
export type Commands<Config> = Readonly<Record<string, Command<Config> | ConfiglessCommand>>;
