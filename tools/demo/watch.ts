import { tail } from "../testbed/cache/run-command.ts";
import type { Program } from "../testbed/process/program.ts";
import { until } from "../testbed/process/until.ts";
import { TestbedError } from "../testbed/testbed-error.ts";
import type { Stage } from "./stage.ts";

/** A running program of the demo. */
export interface Actor {
  readonly name: string;
  readonly program: Pick<Program, "isRunning" | "logFile">;
}

export interface Expected<T> {
  /** Completes the sentence "waiting for ...". */
  readonly what: string;
  readonly withinMs: number;
  /** Whose fault it most likely is when it does not come; those of its log's last lines are shown. */
  readonly by: Actor;
  look(): Promise<T | undefined | false>;
  /** What was seen at the last look, for when it was in vain. */
  instead?(): string;
}

export type Watch = <T>(expected: Expected<T>) => Promise<T>;

const LOG_LINES = 15;

/**
 * Waits until something is seen. What does not come in time, or cannot come because one of `actors` has ended, is
 * told with the last words of the program concerned.
 */
export function watchFrom(actors: readonly Actor[], stage: Stage, signal: AbortSignal): Watch {
  return async (expected) => {
    const { what, withinMs, by, look } = expected;
    using _waiting = stage.waiting(what, withinMs);
    const outcome = await until(what, withinMs, async () => endedOf(actors) ?? seen(await look()), signal).catch(async (error: unknown) => {
      signal.throwIfAborted();
      const instead = expected.instead === undefined ? "" : `; seen instead: ${expected.instead()}`;
      throw await inVain(what, by, `${reason(error)}${instead}`);
    });
    if (outcome.kind === "ended") throw await inVain(what, outcome.actor, "it has ended by itself");
    return outcome.value;
  };
}

// Told apart from what is seen, because `until` takes every exception for "not yet".
function endedOf(actors: readonly Actor[]): { kind: "ended"; actor: Actor } | undefined {
  const actor = actors.find(({ program }) => !program.isRunning());
  return actor && { kind: "ended", actor };
}

function seen<T>(value: T | undefined | false): { kind: "seen"; value: T } | undefined {
  return value === undefined || value === false ? undefined : { kind: "seen", value };
}

async function inVain(what: string, { name, program }: Actor, cameBack: string): Promise<TestbedError> {
  const last = await tail(program.logFile, LOG_LINES);
  return new TestbedError("DEMO_WAIT", `${last}\n${name}: waiting for ${what} failed: ${cameBack}. The last lines of its log are above.`);
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const came = error.message.split(": ").at(-1) ?? error.message;
  return error.cause instanceof Error ? `${came} (${error.cause.message})` : came;
}
