import { request as requestPlain } from "node:http";
import { request as requestTls } from "node:https";
import { formatDuration } from "./duration.ts";
import { AppError } from "./errors.ts";
import type { Agents } from "./http-agents.ts";
import { httpFailure, safeUrl, TimeIsOver, TooLarge } from "./http-failure.ts";
import { formatSize } from "./size.ts";

export interface HttpRequest {
  method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  url: string;
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  signal?: AbortSignal | undefined;
  timeoutMs?: number;
}

export interface HttpResponse {
  status: number;
  /** Names in lower case; repeated ones are joined by a comma. */
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

export interface ExchangeLimits {
  timeoutMs: number;
  maxBytes: number;
  userAgent: string | undefined;
}

/** One request and its whole answer. */
export async function exchange(agents: Agents, request: HttpRequest, limits: ExchangeLimits): Promise<HttpResponse> {
  const { signal } = request;
  signal?.throwIfAborted();
  try {
    return await send(agents, request, limits);
  } catch (error) {
    if (signal?.aborted === true) throw signal.reason;
    // A CA file that cannot be read is a matter of our config, not of the other side.
    if (error instanceof AppError && error.code === "KIT_TRUST_FILE") throw error;
    throw httpFailure(safeUrl(request.url), `${request.method} request`, error);
  }
}

function send(agents: Agents, request: HttpRequest, limits: ExchangeLimits): Promise<HttpResponse> {
  const { promise, resolve, reject } = Promise.withResolvers<HttpResponse>();
  const url = new URL(request.url);
  const isTls = url.protocol === "https:";
  const options = { method: request.method, headers: headersOf(request, limits) };
  const outgoing = isTls ? requestTls(url, { ...options, agent: agents.tls }) : requestPlain(url, { ...options, agent: agents.plain });

  // Ends the wait at once, whether the request is under way or still waits for a connection. The reason is not given to
  // the connection: once a whole answer is read nobody listens there, and the error would end the process.
  const giveUp = (reason: unknown): void => {
    reject(reason);
    outgoing.destroy();
  };
  const timer = setTimeout(() => giveUp(new TimeIsOver(`no answer within ${formatDuration(limits.timeoutMs)}`)), limits.timeoutMs);
  const abort = (): void => giveUp(request.signal?.reason);
  request.signal?.addEventListener("abort", abort, { once: true });

  outgoing.on("error", reject);
  outgoing.once("response", (incoming) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on("error", reject);
    incoming.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > limits.maxBytes) giveUp(new TooLarge(`the answer is larger than ${formatSize(limits.maxBytes)}`));
      else chunks.push(chunk);
    });
    incoming.once("end", () => {
      const body = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, size);
      resolve({ status: incoming.statusCode ?? 0, headers: joinHeaders(incoming.headers), body });
    });
  });
  outgoing.end(request.body);
  return promise.finally(() => {
    clearTimeout(timer);
    request.signal?.removeEventListener("abort", abort);
  });
}

function headersOf({ headers }: HttpRequest, { userAgent }: ExchangeLimits): Record<string, string> {
  return userAgent === undefined ? { ...headers } : { "user-agent": userAgent, ...headers };
}

function joinHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) joined[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return joined;
}
