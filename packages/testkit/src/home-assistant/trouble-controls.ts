import type { Loopback } from "../loopback.ts";
import type { Session } from "./session.ts";
import type { Answer, World } from "./world.ts";

/** How a Home Assistant, its network or a wrong setting can hurt a client. */
export interface TroubleControls {
  readonly addToken: (token: string, isAdmin?: boolean) => void;
  /** The token is worthless and its sockets are closed. */
  readonly revokeToken: (token: string) => void;
  /** Half-open: sockets stay open, nothing is read or answered, no FIN. */
  readonly hang: () => void;
  readonly resume: () => void;
  /** Destroys all sockets; a client may come back at once. */
  readonly cut: () => void;
  /** New connections get ECONNREFUSED until `acceptConnections`, which listens on the same port. */
  readonly refuseConnections: () => Promise<void>;
  readonly acceptConnections: () => Promise<void>;
  /** The next command of this type gets an error; true for every command, subscriptions included. */
  readonly refuseSubscriptionOnce: (type: string, code?: string, message?: string) => void;
  /** The next command of this type gets this instead of its real answer; calls queue up. */
  readonly answerOnce: (type: string, answer: Answer) => void;
  /** All commands of this type get this result, also of types that the double does not know. */
  readonly answerAlways: (type: string, result: unknown) => void;
  /** Text that may be no JSON, or bytes (base64 in a binary frame), to all clients past auth. */
  readonly sendRaw: (message: string | { readonly binary: string }) => void;
  /** auth_ok comes so much later; 0 ends it. */
  readonly slowAuth: (delayMs: number) => void;
  /** New sockets are opened and then never hear anything. */
  readonly silentAfterOpen: (on: boolean) => void;
  /** Home Assistant's clock is so far ahead (behind when negative). */
  readonly wrongTimes: (skewMs: number) => void;
  /** One change whose frame has at least so many bytes. */
  readonly bigChange: (entityId: string, bytes: number) => void;
}

export function troubleControls(world: World, loopback: Loopback, sessions: ReadonlySet<Session>): TroubleControls {
  const answerOnce = (type: string, answer: Answer): void => {
    world.onceAnswers.set(type, [...(world.onceAnswers.get(type) ?? []), answer]);
  };
  return {
    addToken: (token, isAdmin = true) => void world.logins.set(token, { token, isAdmin }),
    revokeToken(token) {
      world.logins.delete(token);
      for (const { login, socket } of sessions) if (login?.token === token) socket.close(1000);
    },
    hang() {
      loopback.hang();
      for (const session of sessions) session.hang();
    },
    resume() {
      for (const session of sessions) session.resume();
      loopback.resume();
    },
    cut: loopback.cut,
    refuseConnections: loopback.refuseConnections,
    acceptConnections: loopback.acceptConnections,
    refuseSubscriptionOnce: (type, code = "unknown_error", message) =>
      answerOnce(type, { kind: "error", code, ...(message === undefined ? {} : { message }) }),
    answerOnce,
    answerAlways: (type, result) => void world.fixedResults.set(type, result),
    sendRaw(message) {
      const data = typeof message === "string" ? message : Buffer.from(message.binary, "base64");
      for (const { login, socket } of sessions) if (login !== undefined) socket.send(data);
    },
    slowAuth: (delayMs) => void (world.faults.authDelayMs = delayMs),
    silentAfterOpen: (on) => void (world.faults.silentAfterOpen = on),
    wrongTimes: (skewMs) => void (world.faults.skewMs = skewMs),
    bigChange(entityId, bytes) {
      const state = world.house.states.get(entityId);
      world.house.set(entityId, state?.state ?? "unknown", { ...state?.attributes, padding: "x".repeat(bytes) });
    },
  };
}
