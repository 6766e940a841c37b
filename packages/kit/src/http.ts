import { Agent, buildConnector } from "undici";
import { formatDuration } from "./duration.ts";
import { exchange, type HttpRequest, type HttpResponse } from "./http-exchange.ts";
import { TimeIsOver } from "./http-failure.ts";
import { systemTrust, tlsConnect, type Trust } from "./trust.ts";

export interface HttpOptions {
  trust?: Trust | undefined;
  /** From the request to the last byte of the answer. */
  timeoutMs?: number;
  maxResponseBytes?: number;
  /** For each origin; further requests wait for a free connection (and their time runs). */
  maxConnections?: number;
  userAgent?: string;
}

export type { HttpRequest, HttpResponse } from "./http-exchange.ts";
export { HttpFailure, safeUrl } from "./http-failure.ts";

/** Any status is a response, redirects are not followed. */
export interface Http extends AsyncDisposable {
  /** Rejects with HttpFailure, or with the reason of `signal` when that was aborted. */
  request(request: HttpRequest): Promise<HttpResponse>;
}

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_RESPONSE_BYTES = 16 * 2 ** 20;
const DEFAULT_MAX_CONNECTIONS = 8;
// Longer than the usual gap between two sends, shorter than the idle limits of common proxies (60 s).
const KEEP_ALIVE_MS = 55_000;
const CONNECT_TIMEOUT_MS = 10_000;

/** A pool of kept-alive connections for all origins, with limits on time and size. */
export function createHttp(options: HttpOptions = {}): Http {
  const maxBytes = options.maxResponseBytes ?? DEFAULT_MAX_RESPONSE_BYTES;
  const agent = new Agent({
    connect: undiciConnector(options.trust ?? systemTrust, CONNECT_TIMEOUT_MS),
    connections: options.maxConnections ?? DEFAULT_MAX_CONNECTIONS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    allowH2: false,
    // One deadline for the whole request is enough, and a timer for each step costs.
    headersTimeout: 0,
    bodyTimeout: 0,
  });

  function request(wanted: HttpRequest): Promise<HttpResponse> {
    const timeoutMs = wanted.timeoutMs ?? options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    return exchange(agent, wanted, { timeoutMs, maxBytes, userAgent: options.userAgent });
  }

  return { request, [Symbol.asyncDispose]: () => agent.destroy() };
}

/** How undici's Agent (`connect`) opens connections under our trust. */
export function undiciConnector(trust: Trust, timeoutMs: number): buildConnector.connector {
  const plain = buildConnector({ timeout: timeoutMs, allowH2: false });
  return (options, callback) => {
    if (options.protocol !== "https:") plain(options, callback);
    else connectTls(trust, timeoutMs, options, callback);
  };
}

function connectTls(trust: Trust, timeoutMs: number, options: buildConnector.Options, callback: buildConnector.Callback): void {
  let settled = false;
  const settle = (...result: Parameters<buildConnector.Callback>): void => {
    if (settled) return;
    settled = true;
    callback(...result);
  };
  try {
    const socket = tlsConnect(trust, {
      host: options.hostname.replace(/^\[(.*)\]$/, "$1"),
      port: Number(options.port === "" ? 443 : options.port),
      ALPNProtocols: ["http/1.1"],
      ...(options.servername ? { servername: options.servername } : {}),
    });
    socket.setNoDelay(true).setKeepAlive(true, KEEP_ALIVE_MS);
    const timer = setTimeout(() => socket.destroy(new TimeIsOver(`no TLS connection within ${formatDuration(timeoutMs)}`)), timeoutMs);
    // `tlsConnect` listened first: an untrusted connection is destroyed already when this runs.
    socket.once("secureConnect", () => {
      clearTimeout(timer);
      if (!socket.destroyed) settle(null, socket);
    });
    socket.once("error", (error) => {
      clearTimeout(timer);
      settle(error, null);
    });
  } catch (error) {
    settle(error as Error, null);
  }
}
