import { exchange, type HttpRequest, type HttpResponse } from "./http-exchange.ts";
import { createAgents } from "./http-agents.ts";
import { systemTrust, type Trust } from "./trust.ts";

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

/** A pool of kept-alive connections for all origins, with limits on time and size. */
export function createHttp(options: HttpOptions = {}): Http {
  const maxBytes = options.maxResponseBytes ?? DEFAULT_MAX_RESPONSE_BYTES;
  const agents = createAgents(options.trust ?? systemTrust, options.maxConnections ?? DEFAULT_MAX_CONNECTIONS);

  function request(wanted: HttpRequest): Promise<HttpResponse> {
    const timeoutMs = wanted.timeoutMs ?? options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    return exchange(agents, wanted, { timeoutMs, maxBytes, userAgent: options.userAgent });
  }

  return {
    request,
    async [Symbol.asyncDispose]() {
      agents.plain.destroy();
      agents.tls.destroy();
    },
  };
}
