import type { RawData, WebSocket } from "ws";
import { handleCommand } from "./commands.ts";
import { type SendQueue, sendQueue } from "./send-queue.ts";
import type { Login, World } from "./world.ts";

/** One WebSocket connection: authentication, then commands with strictly increasing ids. */
export interface Session {
  readonly socket: WebSocket;
  readonly queue: SendQueue;
  readonly world: World;
  login: Login | undefined;
  lastId: number;
  /** Subscription id to what ends it. */
  readonly subscriptions: Map<number, () => void>;
  readonly hang: () => void;
  readonly resume: () => void;
}

const HEARTBEAT_MS = 55_000;
const CLOSE_NORMAL = 1000;

export function openSession(socket: WebSocket, world: World): Session {
  const { counters, watch } = world;
  counters.connections++;
  counters.openSockets++;
  const queue = sendQueue({
    socket,
    backPressure: world.options.backPressure,
    sent(frames, messages, bytes) {
      counters.frames += frames;
      counters.messages += messages;
      counters.bytes += bytes;
    },
    tooSlow() {
      counters.cutTooSlow++;
      socket.terminate();
    },
  });
  const session: Session = {
    socket,
    queue,
    world,
    login: undefined,
    lastId: 0,
    subscriptions: new Map(),
    hang() {
      queue.pause();
      socket.pause();
    },
    resume() {
      socket.resume();
      queue.resume();
    },
  };
  // A lost client must not keep the double's timers.
  const authTimer = setTimeout(() => refuse(session, "Did not receive auth message within 10 seconds"), world.options.authTimeoutMs);
  const heartbeat = setInterval(() => {
    if (!world.loopback().hung) socket.ping();
  }, HEARTBEAT_MS);
  socket.on("error", () => undefined);
  socket.on("close", () => {
    clearTimeout(authTimer);
    clearInterval(heartbeat);
    counters.openSockets--;
    for (const stop of session.subscriptions.values()) stop();
    session.subscriptions.clear();
    watch.changed();
  });
  socket.on("message", (data, isBinary) => {
    receive(session, data, isBinary, authTimer);
    watch.changed();
  });
  if (!world.faults.silentAfterOpen) queue.push(JSON.stringify({ type: "auth_required", ha_version: world.version }));
  watch.changed();
  return session;
}

function receive(session: Session, data: RawData, isBinary: boolean, authTimer: NodeJS.Timeout): void {
  if (session.world.faults.silentAfterOpen) return;
  const message = isBinary ? undefined : parse(rawText(data));
  // The real one disconnects after a binary message and after text that is no JSON.
  if (message === undefined) return session.socket.close(CLOSE_NORMAL);
  if (session.login === undefined) {
    clearTimeout(authTimer);
    authenticate(session, message);
    return;
  }
  for (const command of Array.isArray(message) ? message : [message]) handleCommand(session, command);
}

/** ws gives a text message as one Buffer unless it was told otherwise. */
export function rawText(data: RawData): string {
  return Buffer.isBuffer(data) ? data.toString("utf8") : "";
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function authenticate(session: Session, message: unknown): void {
  const { counters, logins, faults, version } = session.world;
  counters.authAttempts++;
  const { type, access_token } = (message ?? {}) as { type?: unknown; access_token?: unknown };
  if (type !== "auth" || typeof access_token !== "string")
    return refuse(session, "Auth message incorrectly formatted: expected type 'auth' with access_token");
  const login = logins.get(access_token);
  if (login === undefined) return refuse(session, "Invalid access token or password");
  const accept = (): void => {
    session.login = login;
    session.queue.push(JSON.stringify({ type: "auth_ok", ha_version: version }));
    session.world.watch.changed();
  };
  if (faults.authDelayMs === 0) accept();
  else setTimeout(accept, faults.authDelayMs).unref();
}

function refuse(session: Session, message: string): void {
  session.world.counters.authFailures++;
  session.socket.send(JSON.stringify({ type: "auth_invalid", message }));
  session.socket.close(CLOSE_NORMAL);
}
