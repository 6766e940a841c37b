import { once } from "node:events";
import { createServer as createHttpServer, type Server, type ServerOptions } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { type ListenAddress, zFilePath, zListen, zSecretFile } from "./config-values.ts";
import { AppError, codeOf, describeError } from "./errors.ts";
import { answer, type Route } from "./health-routes.ts";
import type { Logger } from "./logger.ts";
import type { ReadyReport } from "./readiness.ts";
import type { SecretFile } from "./secret.ts";
import { readTlsFiles, type TlsFiles, tlsFileWatch } from "./tls-files.ts";

export type { Route, RouteRequest, RouteResponse } from "./health-routes.ts";

/** The `server` piece of a config. */
export const zServer = z
  .strictObject({
    listen: zListen("127.0.0.1:8080"),
    tls: z.strictObject({ certFile: zFilePath(), keyFile: zFilePath() }).optional(),
    tokenFile: zSecretFile().optional(),
  })
  .prefault({});

export interface HealthServerOptions {
  listen: ListenAddress;
  tls?: TlsFiles | undefined;
  /** Asked for (`Authorization: Bearer`) by everything but /livez and the short form of /readyz. */
  token?: SecretFile | undefined;
  /** False when the process cannot help itself any more and should be started anew. */
  live?: () => boolean;
  ready: () => ReadyReport;
  /** Prometheus text. */
  metrics: () => Promise<string>;
  routes?: readonly Route[];
  logger?: Logger | undefined;
}

export interface HealthServer extends AsyncDisposable {
  /** With the port that was really taken. */
  url: string;
}

// Probes and scrapes are small and short; what takes longer is a mistake or an attack.
const REQUEST_TIMEOUT_MS = 10_000;
const LARGEST_HEADERS_BYTES = 16 * 1024;
const MOST_CONNECTIONS = 64;

/** Serves /livez, /readyz, /metrics and `routes`. Rejects with KIT_LISTEN or KIT_TLS_FILE when it cannot. */
export async function startHealthServer(options: HealthServerOptions): Promise<HealthServer> {
  const limits = { requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: REQUEST_TIMEOUT_MS, maxHeaderSize: LARGEST_HEADERS_BYTES };
  const closing = new AbortController();
  const server = options.tls === undefined ? createHttpServer(limits) : await createSecureServer(limits, options.tls, options.logger);
  server.maxConnections = MOST_CONNECTIONS;
  server.on("request", (request, response) => void answer(request, response, options, closing.signal));
  await listen(server, options.listen);
  return { url: urlOf(server, options), [Symbol.asyncDispose]: () => close(server, closing) };
}

async function createSecureServer(limits: ServerOptions, files: TlsFiles, logger: Logger | undefined): Promise<Server> {
  const server = createHttpsServer({ ...limits, ...(await readTlsFiles(files)) });
  // A connection is the occasion to look, so that no timer is needed: the one after it gets a renewed certificate.
  const look = await tlsFileWatch(files, logger, (pair) => server.setSecureContext(pair));
  server.on("connection", () => void look());
  return server;
}

async function listen(server: Server, { host, port }: ListenAddress): Promise<void> {
  try {
    server.listen({ host, port });
    await once(server, "listening");
  } catch (error) {
    throw new AppError({
      code: "KIT_LISTEN",
      thing: `server ${host}:${port}`,
      tried: "listening",
      cameBack: whyNotListening(error),
      whatToDo: "Change server.listen in the config, or end the process that is in the way.",
      cause: error,
    });
  }
}

const NOT_LISTENING: Readonly<Record<string, string>> = {
  EADDRINUSE: "another process uses this port",
  EACCES: "this user may not use this port (below 1024 needs rights)",
  EADDRNOTAVAIL: "this machine does not have this address",
};

function whyNotListening(error: unknown): string {
  return NOT_LISTENING[codeOf(error) ?? ""] ?? describeError(error);
}

async function close(server: Server, closing: AbortController): Promise<void> {
  closing.abort(new Error("the server closes"));
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}

function urlOf(server: Server, { tls, listen: { host } }: HealthServerOptions): string {
  const { port } = server.address() as AddressInfo;
  return `${tls === undefined ? "http" : "https"}://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
