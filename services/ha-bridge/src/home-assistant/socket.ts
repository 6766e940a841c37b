import { AppError, describeError } from "@tiles/kit/errors";
import type { Secret } from "@tiles/kit/secret";
import type { Trust } from "@tiles/kit/trust";
import { tlsOptions } from "@tiles/kit/trust";
import type { HaWebSocket } from "home-assistant-js-websocket";
import { WebSocket } from "ws";
import { z } from "zod";

// The library's own socket has no limit after "open": a server that accepts and stays silent would hang it for ever.
const HANDSHAKE_TIMEOUT_MS = 10_000;
const AUTH_TIMEOUT_MS = 20_000;
// The first snapshot of a very large house is some 50 MB.
const MAX_MESSAGE_BYTES = 512 * 1024 * 1024;
const CLOSED_NORMALLY = 1000;

export interface OpenSocket {
  readonly socket: HaWebSocket;
  readonly version: string;
  /** Home Assistant's clock by the `Date` header of the handshake, to the second; undefined when it sent none. */
  readonly serverTimeMs: number | undefined;
  /** The other side closed it in good order, rather than that it broke. */
  closedInOrder(): boolean;
  /** Ends the socket at once, without the closing handshake that a dead peer would not answer. */
  terminate(): void;
}

export interface SocketOptions {
  /** Base URL as in the config. */
  readonly url: string;
  readonly token: Secret;
  readonly trust: Trust;
  readonly signal: AbortSignal;
  /** A message that could not be handled; the socket is closed after it, so that a fresh snapshot makes all right. */
  onBadMessage(error: unknown): void;
}

/** Connects and logs in. Errors: AppError BRIDGE_HA_UNREACHABLE, BRIDGE_HA_SILENT, BRIDGE_HA_AUTH, BRIDGE_HA_PROTOCOL. */
export async function openSocket(options: SocketOptions): Promise<OpenSocket> {
  const url = `${options.url.replace(/\/$/, "").replace(/^http/, "ws")}/api/websocket`;
  const tls = url.startsWith("wss:") ? tlsOptions(options.trust) : {};
  const socket = new WebSocket(url, { ...tls, handshakeTimeout: HANDSHAKE_TIMEOUT_MS, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false });
  const abort = () => socket.terminate();
  options.signal.addEventListener("abort", abort, { once: true });
  // After the handshake the library listens to "close" only.
  socket.on("error", () => undefined);
  let closeCode: number | undefined;
  socket.once("close", (code) => (closeCode = code));
  let serverTimeMs: number | undefined;
  socket.once("upgrade", (response) => {
    const ms = Date.parse(response.headers.date ?? "");
    serverTimeMs = Number.isNaN(ms) ? undefined : ms;
  });
  try {
    const version = await authenticate(socket, options);
    guardListeners(socket, options.onBadMessage);
    return {
      socket: Object.assign(socket, { haVersion: version }) as unknown as HaWebSocket,
      version,
      serverTimeMs,
      closedInOrder: () => closeCode === CLOSED_NORMALLY,
      terminate: abort,
    };
  } catch (error) {
    socket.terminate();
    throw error;
  } finally {
    socket.once("close", () => options.signal.removeEventListener("abort", abort));
  }
}

const authMessage = z.discriminatedUnion("type", [
  z.object({ type: z.literal("auth_required") }),
  z.object({ type: z.literal("auth_ok"), ha_version: z.string() }),
  z.object({ type: z.literal("auth_invalid"), message: z.string().default("") }),
]);

function authenticate(socket: WebSocket, options: SocketOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail(silent(options.url)), HANDSHAKE_TIMEOUT_MS + AUTH_TIMEOUT_MS);
    const onMessage = (data: Buffer) => {
      const message = authMessage.safeParse(parseJson(data.toString()));
      if (!message.success) return fail(notHomeAssistant(options.url, "its first message is none of the login's"));
      // A token has no blanks; what stands around one comes from an editor or a terminal.
      if (message.data.type === "auth_required") return socket.send(JSON.stringify({ type: "auth", access_token: options.token.reveal().trim() }));
      if (message.data.type === "auth_invalid") return fail(refused(options.url, message.data.message));
      settle();
      resolve(message.data.ha_version);
    };
    const onClose = () => fail(options.signal.aborted ? options.signal.reason : silent(options.url, "the connection was closed during the login"));
    const onError = (cause: Error) => fail(unreachable(options.url, cause));
    const settle = () => {
      clearTimeout(timer);
      socket.off("message", onMessage).off("close", onClose).off("error", onError);
    };
    const fail = (error: unknown) => {
      settle();
      reject(error);
    };
    socket.on("message", onMessage).on("close", onClose).on("error", onError);
  });
}

/** The library parses inside its listener: what throws there would end the process and lose the rest of the frame. */
function guardListeners(socket: WebSocket, onBadMessage: (error: unknown) => void): void {
  const add = socket.addEventListener.bind(socket) as (type: string, listener: (event: unknown) => void) => void;
  const guarded = (type: string, listener: (event: unknown) => void) => {
    if (type !== "message") return add(type, listener);
    add(type, (event) => {
      try {
        listener(event);
      } catch (error) {
        onBadMessage(error);
        socket.terminate();
      }
    });
  };
  Object.assign(socket, { addEventListener: guarded });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreachable(url: string, cause: Error): AppError {
  if (/Unexpected server response/.test(cause.message)) return notHomeAssistant(url, cause.message, cause);
  return new AppError({
    code: "BRIDGE_HA_UNREACHABLE",
    thing: url,
    tried: "connecting to Home Assistant",
    cameBack: describeError(cause),
    whatToDo: "Check that it runs and that homeAssistant.url is right",
    cause,
  });
}

function silent(url: string, cameBack = "nothing came back in time"): AppError {
  return new AppError({
    code: "BRIDGE_HA_SILENT",
    thing: url,
    tried: "logging in to Home Assistant",
    cameBack,
    whatToDo: "Look at its load and its log",
  });
}

function refused(url: string, message: string): AppError {
  return new AppError({
    code: "BRIDGE_HA_AUTH",
    thing: url,
    tried: "logging in to Home Assistant",
    cameBack: message || "the token was refused",
    whatToDo: "Write a long-lived token of the bridge's user into homeAssistant.tokenFile, without quotes and without Bearer",
  });
}

function notHomeAssistant(url: string, cameBack: string, cause?: Error): AppError {
  return new AppError({
    code: "BRIDGE_HA_PROTOCOL",
    thing: url,
    tried: "speaking to Home Assistant",
    cameBack,
    whatToDo: "Check that homeAssistant.url is Home Assistant itself and that a proxy passes WebSockets",
    ...(cause && { cause }),
  });
}
