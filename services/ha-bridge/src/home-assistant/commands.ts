import type { Clock } from "@tiles/kit/clock";
import { AppError } from "@tiles/kit/errors";
import { type Connection, ERR_CONNECTION_LOST } from "home-assistant-js-websocket";
import type { z } from "zod";

/** Commands of one connection. Rejects with an AppError that names the command. */
export interface Commands {
  send(message: { readonly type: string } & Record<string, unknown>): Promise<unknown>;
  subscribe(message: { readonly type: string } & Record<string, unknown>, onEvent: (event: unknown) => void): Promise<void>;
}

// The largest answer (all states of a huge house) takes seconds to make; a dead peer never answers.
const COMMAND_TIMEOUT_MS = 60_000;

/** Each has a deadline, and ends with `signal`. */
export function commandsOf(connection: Connection, clock: Clock, signal: AbortSignal): Commands {
  const limited = <T>(type: string, answer: Promise<T>) =>
    withDeadline(answer, clock, COMMAND_TIMEOUT_MS, signal, () => silent(type)).catch((error: unknown) => {
      throw error instanceof Error ? error : commandFailed(type, error);
    });
  return {
    send: (message) => limited(message.type, connection.sendMessagePromise(message)),
    subscribe: async (message, onEvent) => {
      await limited(message.type, connection.subscribeMessage(onEvent, message, { resubscribe: false }));
    },
  };
}

/** The answer, in the shape that we ask for. */
export async function ask<T>(commands: Commands, message: { readonly type: string }, schema: z.ZodType<T>): Promise<T> {
  const answer = schema.safeParse(await commands.send(message));
  if (answer.success) return answer.data;
  throw commandFailed(message.type, {
    message: `an answer of another shape: ${answer.error.issues[0]?.path.join(".")} ${answer.error.issues[0]?.message}`,
  });
}

export async function withDeadline<T>(answer: Promise<T>, clock: Clock, ms: number, signal: AbortSignal, tooLate: () => Error): Promise<T> {
  const done = new AbortController();
  const late = clock.sleep(ms, AbortSignal.any([signal, done.signal])).then(() => {
    throw tooLate();
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([answer, late]);
  } finally {
    done.abort();
    answer.catch(() => undefined);
  }
}

/** The connection is lost; what `stayConnected` does about it stands in the error. */
export function lost(cameBack: string): AppError {
  return new AppError({
    code: "BRIDGE_HA_LOST",
    thing: "Home Assistant",
    tried: "staying connected",
    cameBack,
    whatToDo: "The bridge connects again by itself",
  });
}

function silent(type: string): AppError {
  return new AppError({
    code: "BRIDGE_HA_SILENT",
    thing: "Home Assistant",
    tried: type,
    cameBack: `no answer within ${COMMAND_TIMEOUT_MS / 1000} s`,
    whatToDo: "Look at its load and its log",
  });
}

// The library rejects with bare numbers (3 is "connection lost") and with Home Assistant's own error objects.
function commandFailed(type: string, answer: unknown): AppError {
  if (answer === ERR_CONNECTION_LOST) return lost(`the connection was lost before ${type} was answered`);
  const { code, message } = (typeof answer === "object" && answer !== null ? answer : {}) as { code?: unknown; message?: unknown };
  const cameBack = [code, message].filter((part) => typeof part === "string").join(": ") || `error ${String(answer)}`;
  if (code === "unauthorized") {
    return new AppError({
      code: "BRIDGE_HA_RIGHTS",
      thing: "Home Assistant",
      tried: type,
      cameBack,
      whatToDo: "Make the bridge's user an administrator, or do without",
    });
  }
  return new AppError({
    code: "BRIDGE_HA_COMMAND",
    thing: "Home Assistant",
    tried: type,
    cameBack,
    whatToDo: "The bridge tries again; look at Home Assistant's log if it stays",
  });
}
