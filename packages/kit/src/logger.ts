import { type DestinationStream, type Logger, pino, stdTimeFunctions } from "pino";
import { AppError, codeOf, describeError } from "./errors.ts";

export type { Logger } from "pino";

export interface LoggerOptions {
  service: string;
  /** `info` unless said otherwise. */
  level?: string | undefined;
  /** Standard output unless said otherwise. */
  destination?: DestinationStream | undefined;
}

export const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

/**
 * JSON lines with `level`, `time`, `service`, the facts, `code` and `msg`. An error goes under `err`; its code
 * becomes a field. Secrets show as [secret], because they print themselves so.
 */
export function createLogger({ service, level, destination }: LoggerOptions): Logger {
  const options = {
    level: level ?? "info",
    base: { service },
    timestamp: stdTimeFunctions.isoTime,
    serializers: { err: describeForLog },
    formatters: { level: (label: string) => ({ level: label }), log: withCode },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Lines for people instead of JSON. */
export async function prettyDestination({ color, write }: { color: boolean; write: (text: string) => void }): Promise<DestinationStream> {
  // Loaded on demand: a service in a cluster never needs it.
  const { prettyFactory } = await import("pino-pretty");
  const prettify = prettyFactory({ colorize: color, translateTime: "SYS:HH:MM:ss.l", ignore: "service" });
  return { write: (line) => write(prettify(line) ?? line) };
}

export interface ChangeLog {
  /** Logs a warning, unless the last one under this key said the same. */
  failed(key: string, message: string, error: unknown, facts?: Record<string, unknown>): void;
  /** Logs once that what failed works again; nothing when it had not failed. */
  recovered(key: string, message: string, facts?: Record<string, unknown>): void;
}

// Keys are few and named in code; the limit only guards against a key with an identifier in it.
const MOST_KEYS = 1_000;

/** Keeps a failure that repeats from filling the log: it is told when it begins, when it changes and when it is over. */
export function onChange(logger: Logger): ChangeLog {
  const last = new Map<string, { text: string; times: number }>();
  return {
    failed(key, message, error, facts = {}) {
      const text = describeError(error);
      const before = last.get(key);
      const times = (before?.times ?? 0) + 1;
      if (before?.text !== text) logger.warn({ ...facts, err: error }, message);
      if (last.size >= MOST_KEYS && before === undefined) last.clear();
      last.set(key, { text, times });
    },
    recovered(key, message, facts = {}) {
      const before = last.get(key);
      if (before === undefined) return;
      last.delete(key);
      logger.info({ ...facts, failures: before.times }, message);
    },
  };
}

function withCode(facts: Record<string, unknown>): Record<string, unknown> {
  const code = codeOf(facts["err"]);
  return code === undefined || "code" in facts ? facts : { code, ...facts };
}

// Trouble with a name explains itself in one line; only for a bug does the stack help.
function describeForLog(error: unknown): unknown {
  if (!(error instanceof Error) || isExpected(error)) return describeError(error);
  return { message: describeError(error), stack: error.stack };
}

function isExpected(error: Error): boolean {
  return error instanceof AppError || codeOf(error) !== undefined || error.name === "AbortError";
}
