import { once } from "node:events";
import { type ClientOptions, WebSocket } from "ws";
import { watch } from "../until.ts";
import { rawText } from "./session.ts";

export type Message = Record<string, unknown>;

/** A client that hides nothing: it sees each frame and each message, and sends what it is told. */
export interface PlainClient extends AsyncDisposable {
  readonly socket: WebSocket;
  readonly messages: readonly Message[];
  /** The number of messages in each frame; 0 for one that is no array. */
  readonly frameSizes: readonly number[];
  readonly send: (message: unknown) => void;
  /** Sends a command with the next id and gives its result message. */
  readonly command: (type: string, members?: Message) => Promise<Message>;
  /** The events of one subscription so far. */
  readonly events: (id: number) => Message[];
  readonly next: (condition: (message: Message) => boolean, what: string) => Promise<Message>;
  readonly until: (condition: () => boolean, what: string) => Promise<void>;
  readonly closed: () => Promise<number>;
}

const DEADLINE_MS = 15_000;

/** Opens a socket; with a token it also passes the authentication. */
export async function connectPlainClient(url: string, token?: string, options: ClientOptions = {}): Promise<PlainClient> {
  const socket = new WebSocket(`${url.replace(/^http/, "ws")}/api/websocket`, options);
  const messages: Message[] = [];
  const frameSizes: number[] = [];
  const seen = watch();
  const closing = new Promise<number>((resolve) => socket.on("close", resolve));
  let lastId = 0;
  socket.on("message", (data, isBinary) => {
    const frame: unknown = isBinary ? { binary: data } : parse(rawText(data));
    frameSizes.push(Array.isArray(frame) ? frame.length : 0);
    messages.push(...((Array.isArray(frame) ? frame : [frame]) as Message[]));
    seen.changed();
  });
  await once(socket, "open", { signal: AbortSignal.timeout(DEADLINE_MS) });
  socket.on("error", () => undefined);

  const until = (condition: () => boolean, what: string): Promise<void> => seen.until(condition, DEADLINE_MS, what);
  async function next(condition: (message: Message) => boolean, what: string): Promise<Message> {
    await until(() => messages.some(condition), what);
    return messages.find(condition) ?? {};
  }
  const send = (message: unknown): void => socket.send(typeof message === "string" ? message : JSON.stringify(message));

  if (token !== undefined) {
    await next(({ type }) => type === "auth_required", "auth_required");
    send({ type: "auth", access_token: token });
    await next(({ type }) => type === "auth_ok", "auth_ok");
  }
  return {
    socket,
    messages,
    frameSizes,
    send,
    next,
    until,
    command(type, members = {}) {
      const id = ++lastId;
      send({ id, type, ...members });
      return next((message) => message["id"] === id && (message["type"] === "result" || message["type"] === "pong"), `answer to ${type}`);
    },
    events: (id) => messages.filter((message) => message["id"] === id && message["type"] === "event").map((message) => message["event"] as Message),
    closed: () => closing,
    async [Symbol.asyncDispose]() {
      socket.terminate();
      await closing;
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { text };
  }
}
