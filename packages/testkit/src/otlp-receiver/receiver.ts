import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { openLoopback } from "../loopback.ts";
import { watch } from "../until.ts";
import { type Answer, type Answers, createAnswers } from "./answers.ts";
import { countPoints } from "./count-points.ts";
import { decodeMetrics, type Point } from "./decode-metrics.ts";
import { exportResponse, rpcStatus } from "./protobuf-writer.ts";
import { readBody } from "./request-body.ts";
import type { Refusal } from "./series-order.ts";
import { createStore, type Reply, type StoreMode } from "./store.ts";
import { createTotals, type Totals } from "./totals.ts";

export interface OtlpReceiverOptions {
  readonly host?: string;
  readonly port?: number;
  readonly mode?: StoreMode;
  /** 0: no out-of-order window, as a Prometheus without configuration. */
  readonly outOfOrderWindowMs?: number;
  readonly maxRequestBytes?: number;
  /** Counts and forgets: no points, no request log, no rules. For benches. */
  readonly discard?: boolean;
  readonly nowMs?: () => number;
}

export interface RequestLogEntry {
  readonly atMs: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: number;
  readonly points: number;
  /** 0: no answer was given (hang, cut). */
  readonly status: number;
  /** The unpacked body, so that a test sees whether a resend is identical. */
  readonly body: Uint8Array;
}

export interface OtlpReceiver {
  /** OTLP base; `/v1/metrics` is appended by senders. Logs and traces are taken and logged, not read. */
  readonly endpoint: string;
  readonly port: number;
  /** Every point that was stored, in order of arrival. */
  readonly points: readonly Point[];
  readonly refused: readonly Refusal[];
  readonly requests: readonly RequestLogEntry[];
  readonly totals: Totals;
  readonly waitFor: (condition: (points: readonly Point[]) => boolean, deadlineMs: number, what?: string) => Promise<void>;
  answerNext: Answers["next"];
  answerMatching: Answers["matching"];
  answerNormally: Answers["normally"];
  /** Forgets points, log and totals; the store's order rules remember. */
  readonly clear: () => void;
  readonly hang: () => void;
  readonly resume: () => void;
  readonly cut: () => void;
  readonly refuseConnections: () => Promise<void>;
  readonly acceptConnections: () => Promise<void>;
}

/** The default of -distributor.max-otlp-request-size. */
const MAX_REQUEST_BYTES = 100 * 1024 * 1024;
const INVALID_ARGUMENT = 3;
const UNAVAILABLE = 14;

/** A metrics store on loopback that takes OTLP over HTTP and can be told to misbehave. */
export async function startOtlpReceiver(options: OtlpReceiverOptions = {}): Promise<OtlpReceiver & AsyncDisposable> {
  const { maxRequestBytes = MAX_REQUEST_BYTES, nowMs = Date.now, discard = false } = options;
  const points: Point[] = [];
  const refused: Refusal[] = [];
  const requests: RequestLogEntry[] = [];
  const totals = createTotals();
  const answers = createAnswers();
  const seen = watch();
  const decide = createStore(options.mode ?? "all", options.outOfOrderWindowMs ?? 0);
  const http = createServer((request, response) => void serve(request, response));
  // Senders keep idle connections longer than Node's 5 s, and a connection closed by us would look like a fault.
  http.keepAliveTimeout = 120_000;
  const loopback = await openLoopback(http, options.host ?? "127.0.0.1", options.port ?? 0);

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await loopback.whenServing();
    if (answers.cutsMidRequest()) return cutMidRequest(request);
    const body = await readBody(request, maxRequestBytes);
    if (body.kind === "gone") return;
    await loopback.whenServing();
    const path = request.url ?? "/";
    totals.requests++;
    totals.bytes += body.compressedBytes;
    const log = (status: number, count: number): void => {
      const unpacked = body.kind === "ok" ? body.bytes : new Uint8Array();
      if (!discard)
        requests.push({ atMs: nowMs(), path, headers: request.headers, bytes: body.compressedBytes, points: count, status, body: unpacked });
      seen.changed();
    };
    const reply = (status: number, bytes: Buffer, count: number, headers: Record<string, string> = {}): void => {
      log(status, count);
      response.writeHead(status, { "content-type": "application/x-protobuf", "content-length": bytes.length, ...headers }).end(bytes);
    };
    const signal = request.method === "POST" ? /\/v1\/(metrics|logs|traces)$/.exec(path)?.[1] : undefined;
    if (signal === undefined) return reply(404, Buffer.from("404 page not found\n"), 0);
    if (body.kind === "refused") return reply(body.status, rpcStatus(INVALID_ARGUMENT, body.reason), 0);
    totals.unpackedBytes += body.bytes.length;
    const incoming = signal === "metrics" ? read(body.bytes) : [];
    if (incoming === undefined) return reply(400, rpcStatus(INVALID_ARGUMENT, "proto: cannot parse invalid wire-format data"), 0);
    const answer = answers.choose(incoming);
    if (answer?.kind === "hang") return log(0, incoming.length);
    if (answer?.kind === "slow") await delay(answer.delayMs);
    const result = keep(incoming, answer);
    if (answer?.kind === "cut") {
      log(0, incoming.length);
      request.socket.destroy();
    } else if (answer?.kind === "status") {
      const headers: Record<string, string> = answer.retryAfter === undefined ? {} : { "retry-after": answer.retryAfter };
      const code = answer.status < 500 ? INVALID_ARGUMENT : UNAVAILABLE;
      reply(answer.status, rpcStatus(code, answer.message ?? `answer ${answer.status}`), incoming.length, headers);
    } else if (answer?.kind === "partial") {
      reply(200, exportResponse({ rejected: answer.rejected ?? 0, message: answer.message }), incoming.length);
    } else reply(result.status, result.body, incoming.length);
  }

  function cutMidRequest(request: IncomingMessage): void {
    request.once("data", () => request.socket.destroy());
  }

  function read(bytes: Buffer): readonly Point[] | undefined {
    try {
      if (!discard) return decodeMetrics(bytes);
      const arrivedMs = nowMs();
      countPoints(bytes, (timeMs) => totals.age(arrivedMs - timeMs));
      return [];
    } catch {
      return undefined;
    }
  }

  function keep(incoming: readonly Point[], answer: Answer | undefined): Reply {
    if (answer !== undefined && !isStoredBy(answer)) return { status: 0, body: Buffer.alloc(0), stored: [], refused: [] };
    const result = decide(incoming, nowMs());
    const arrivedMs = nowMs();
    for (const point of result.stored) totals.age(arrivedMs - point.timeMs);
    totals.refusedPoints += result.refused.length;
    for (const point of result.stored) points.push(point);
    for (const refusal of result.refused) refused.push(refusal);
    return result;
  }

  return {
    endpoint: `http://${loopback.host}:${loopback.port}/otlp`,
    port: loopback.port,
    points,
    refused,
    requests,
    totals,
    waitFor: (condition, deadlineMs, what) => seen.until(() => condition(points), deadlineMs, what ?? condition.toString()),
    answerNext: answers.next,
    answerMatching: answers.matching,
    answerNormally: answers.normally,
    clear() {
      for (const list of [points, refused, requests]) list.length = 0;
      totals.clear();
    },
    hang: loopback.hang,
    resume: loopback.resume,
    cut: loopback.cut,
    refuseConnections: loopback.refuseConnections,
    acceptConnections: loopback.acceptConnections,
    [Symbol.asyncDispose]: loopback[Symbol.asyncDispose],
  };
}

function isStoredBy(answer: Answer): boolean {
  return answer.kind === "status" ? answer.stored === true : answer.kind !== "cut" || answer.when === "after-storing";
}
