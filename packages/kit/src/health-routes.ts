import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "./logger.ts";
import type { ReadyReport } from "./readiness.ts";
import type { SecretFile } from "./secret.ts";
import { formatSize } from "./size.ts";

export interface RouteRequest {
  headers: IncomingHttpHeaders;
  /** Path and query. */
  url: URL;
  body: Buffer;
  /** Aborted when the client goes away or the server closes. */
  signal: AbortSignal;
}

export interface RouteResponse {
  status: number;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

/** A further path of a service. */
export interface Route {
  method: "GET" | "POST" | "PUT" | "DELETE";
  path: string;
  /** Asked for in place of the server's own token: whoever may write here need not read everything else. */
  token?: SecretFile;
  /** 64 KiB unless said otherwise. */
  maxBodyBytes?: number;
  /** A request that did not get as far as `handle`: 401 or 413. */
  refused?: (status: number) => void;
  handle(request: RouteRequest): Promise<RouteResponse>;
}

export interface Served {
  token?: SecretFile | undefined;
  live?: () => boolean;
  ready: () => ReadyReport;
  metrics: () => Promise<string>;
  routes?: readonly Route[];
  logger?: Logger | undefined;
}

const DEFAULT_LARGEST_BODY_BYTES = 64 * 1024;
const PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

/** Answers one request; never rejects. */
export async function answer(request: IncomingMessage, response: ServerResponse, served: Served, closing: AbortSignal): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort(new Error("the client went away")));
  try {
    send(request, response, await respond(request, served, AbortSignal.any([gone.signal, closing])));
  } catch (error) {
    if (gone.signal.aborted || closing.aborted) return;
    served.logger?.error({ err: error, path: pathOf(request) }, "a request could not be answered");
    send(request, response, problem(500, "this request failed; the log says why"));
  }
}

async function respond(request: IncomingMessage, served: Served, signal: AbortSignal): Promise<RouteResponse> {
  const path = pathOf(request);
  const routes = [...builtInRoutes(served), ...(served.routes ?? [])].filter((route) => route.path === path);
  if (routes.length === 0) return problem(404, "there is no such path");
  const route = routes.find(({ method }) => method === request.method || (method === "GET" && request.method === "HEAD"));
  if (route === undefined)
    return {
      ...problem(405, "this path does not take this method"),
      headers: { ...JSON_TYPE, allow: routes.map(({ method }) => method).join(", ") },
    };

  const allowed = await mayEnter(request, route.token ?? served.token);
  if (!allowed && path === "/readyz") return shortReadiness(served.ready());
  if (!allowed && path !== "/livez") {
    route.refused?.(401);
    return { ...problem(401, "a bearer token is needed"), headers: { ...JSON_TYPE, "www-authenticate": "Bearer" } };
  }

  const body = await readBody(request, route.maxBodyBytes ?? DEFAULT_LARGEST_BODY_BYTES);
  if (body === undefined) {
    route.refused?.(413);
    return problem(413, `the body is larger than ${formatSize(route.maxBodyBytes ?? DEFAULT_LARGEST_BODY_BYTES)}`);
  }
  return route.handle({ headers: request.headers, url: urlOf(request), body, signal });
}

function builtInRoutes({ live, ready, metrics }: Served): Route[] {
  return [
    // That this line runs at all is what the probe asks: the event loop turns.
    { method: "GET", path: "/livez", handle: async () => (live?.() === false ? problem(503, "not alive") : json(200, { alive: true })) },
    { method: "GET", path: "/readyz", handle: async () => fullReadiness(ready()) },
    { method: "GET", path: "/metrics", handle: async () => ({ status: 200, headers: { "content-type": PROMETHEUS_TEXT }, body: await metrics() }) },
  ];
}

function fullReadiness(report: ReadyReport): RouteResponse {
  return json(report.ready ? 200 : 503, report);
}

// Probes of a cluster cannot send a token; the reasons are for those who can.
function shortReadiness({ ready }: ReadyReport): RouteResponse {
  return json(ready ? 200 : 503, { ready });
}

async function mayEnter(request: IncomingMessage, token: SecretFile | undefined): Promise<boolean> {
  if (token === undefined) return true;
  const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  return given !== undefined && (await token.read()).equals(given);
}

async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
    // A little more is read and thrown away so that the client sees the 413 instead of a cut connection.
    else if (size > maxBytes * 4) return undefined;
  }
  return size > maxBytes ? undefined : Buffer.concat(chunks, size);
}

const JSON_TYPE = { "content-type": "application/json" };

function json(status: number, value: unknown): RouteResponse {
  return { status, headers: JSON_TYPE, body: `${JSON.stringify(value)}\n` };
}

function problem(status: number, error: string): RouteResponse {
  return json(status, { error });
}

function send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: RouteResponse): void {
  if (response.headersSent || response.destroyed) return;
  const close: Record<string, string> = status === 413 ? { connection: "close" } : {};
  response.writeHead(status, { "cache-control": "no-store", "x-content-type-options": "nosniff", ...close, ...headers });
  response.end(request.method === "HEAD" ? undefined : body);
}

function urlOf(request: IncomingMessage): URL {
  // The host is whatever the client says; only path and query are of use.
  return new URL(request.url?.startsWith("/") === true ? request.url.replace(/^\/+/, "/") : "/", "http://host");
}

function pathOf(request: IncomingMessage): string {
  return urlOf(request).pathname;
}
