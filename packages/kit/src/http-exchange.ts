import type { Dispatcher } from "undici";
import { formatDuration } from "./duration.ts";
import { AppError } from "./errors.ts";
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

/**
 * One request and its whole answer. It sits on undici's handler interface, below its streams: an answer that is
 * collected anyway needs no stream, and this is the hot path of every sender.
 */
export async function exchange(dispatcher: Dispatcher, request: HttpRequest, limits: ExchangeLimits): Promise<HttpResponse> {
  const { signal } = request;
  signal?.throwIfAborted();
  const { origin, pathname, search } = new URL(request.url);
  const collector = collectResponse(limits.maxBytes);
  const timer = setTimeout(() => collector.giveUp(new TimeIsOver(`no answer within ${formatDuration(limits.timeoutMs)}`)), limits.timeoutMs);
  const abort = (): void => collector.giveUp(signal?.reason);
  signal?.addEventListener("abort", abort, { once: true });
  try {
    const path = `${pathname}${search}`;
    dispatcher.dispatch({ origin, path, method: request.method, headers: headersOf(request, limits), body: request.body ?? null }, collector.handler);
    return await collector.response;
  } catch (error) {
    if (signal?.aborted === true) throw signal.reason;
    // A CA file that cannot be read is a matter of our config, not of the other side.
    if (error instanceof AppError && error.code === "KIT_TRUST_FILE") throw error;
    throw httpFailure(safeUrl(request.url), `${request.method} request`, error);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

interface Collector {
  handler: Dispatcher.DispatchHandler;
  response: Promise<HttpResponse>;
  /** Ends the wait at once, whether the request is under way or still waits for a connection. */
  giveUp(reason: unknown): void;
}

function collectResponse(maxBytes: number): Collector {
  const { promise, resolve, reject } = Promise.withResolvers<HttpResponse>();
  const chunks: Buffer[] = [];
  let size = 0;
  let status = 0;
  let headers: Record<string, string> = {};
  let active: Dispatcher.DispatchController | undefined;
  let givenUp: Error | undefined;

  function giveUp(reason: unknown): void {
    givenUp = reason instanceof Error ? reason : new Error(String(reason));
    reject(givenUp);
    active?.abort(givenUp);
  }

  const handler: Dispatcher.DispatchHandler = {
    onRequestStart(controller) {
      active = controller;
      if (givenUp !== undefined) controller.abort(givenUp);
    },
    onResponseStart(_controller, code, received) {
      status = code;
      headers = joinHeaders(received);
    },
    onResponseData(_controller, chunk) {
      size += chunk.length;
      if (size > maxBytes) giveUp(new TooLarge(`the answer is larger than ${formatSize(maxBytes)}`));
      else chunks.push(chunk);
    },
    onResponseEnd() {
      resolve({ status, headers, body: chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, size) });
    },
    onResponseError(_controller, error) {
      reject(error);
    },
  };
  return { handler, response: promise, giveUp };
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
