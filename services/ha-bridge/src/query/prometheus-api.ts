import { AppError } from "@tiles/kit/errors";
import type { Http, HttpResponse } from "@tiles/kit/http";
import { HttpFailure } from "@tiles/kit/http-failure";
import type { SecretFile } from "@tiles/kit/secret";
import { readSecretHeaders } from "@tiles/kit/secret-headers";
import { z } from "zod";

export interface StoredSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: readonly (readonly [atMs: number, value: number])[];
}

/** The query side of a metrics store: the HTTP API of Prometheus, which Mimir and VictoriaMetrics have as well. */
export interface StoreQuery {
  /** Every raw sample of a selector later than `fromMs` and up to `toMs`. Errors: AppError BRIDGE_QUERY. */
  samples(selector: string, fromMs: number, toMs: number, signal: AbortSignal): Promise<readonly StoredSeries[]>;
  /** What an expression gives at each step from `fromMs` to `toMs`, both of them steps; at most 11,000. Errors: as above, and BRIDGE_QUERY_TOO_MUCH. */
  range(expr: string, fromMs: number, toMs: number, stepMs: number, signal: AbortSignal): Promise<readonly StoredSeries[]>;
  /** What an expression gives at one instant: one sample of each series. Errors: as above. */
  instant(expr: string, atMs: number, signal: AbortSignal): Promise<readonly StoredSeries[]>;
}

export interface StoreQueryOptions {
  readonly http: Http;
  /** What `/api/v1/query` is appended to. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly headerFiles: Readonly<Record<string, SecretFile>>;
}

const TIMEOUT_MS = 60_000;
const MAX_ERROR_TEXT = 300;

const sample = z.tuple([z.number(), z.string()]);
const answer = z.object({
  status: z.literal("success"),
  data: z.object({
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), values: z.array(sample).default([]), value: sample.optional() })),
  }),
});

export function prometheusApi({ http, url, headers, headerFiles }: StoreQueryOptions): StoreQuery {
  const base = `${url.replace(/\/+$/, "")}/api/v1`;
  const query = async (endpoint: string, form: Readonly<Record<string, string>>, signal: AbortSignal) => {
    const { headers: all, hide } = await readSecretHeaders(headers, headerFiles);
    const response = await http
      .request({
        method: "POST",
        url: endpoint,
        headers: { ...all, "Content-Type": "application/x-www-form-urlencoded" },
        body: Buffer.from(new URLSearchParams(form).toString()),
        signal,
        timeoutMs: TIMEOUT_MS,
      })
      .catch((error: unknown) => {
        throw error instanceof HttpFailure ? noAnswer(endpoint, error) : error;
      });
    const read = response.status === 200 ? answer.safeParse(parseJson(response.body)) : undefined;
    if (read?.success !== true) {
      const text = hide(textOf(response)).slice(0, MAX_ERROR_TEXT);
      throw failed(endpoint, `${response.status} ${text}`, isTooMuch(response.status, text));
    }
    return read.data.data.result.map(({ metric, values, value }) => ({
      labels: metric,
      samples: [...values, ...(value === undefined ? [] : [value])].map(([at, text]) => [Math.round(at * 1000), Number(text)] as const),
    }));
  };
  return {
    samples: (selector, fromMs, toMs, signal) => query(`${base}/query`, { query: `${selector}[${toMs - fromMs}ms]`, time: seconds(toMs) }, signal),
    range: (expr, fromMs, toMs, stepMs, signal) =>
      // VictoriaMetrics moves start and end to steps of its own unless it is told not to use its cache.
      query(`${base}/query_range`, { query: expr, start: seconds(fromMs), end: seconds(toMs), step: seconds(stepMs), nocache: "1" }, signal),
    instant: (expr, atMs, signal) => query(`${base}/query`, { query: expr, time: seconds(atMs) }, signal),
  };
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

/** What the stores answer to a query that a shorter range would make possible. */
const TOO_MUCH_STATUS: ReadonlySet<number> = new Set([400, 422, 500, 503]);
const TOO_MUCH_TEXT =
  /too many samples|time range exceeds the limit|exceeded the maximum|-search\.max\w+|not enough memory for processing|timed out|timeout exceeded|deadline exceeded/i;

function isTooMuch(status: number, text: string): boolean {
  return status === 413 || status === 504 || (TOO_MUCH_STATUS.has(status) && TOO_MUCH_TEXT.test(text));
}

const CHECK = "Check metrics.query.url and that its user may read; the headers are those of metrics.";

function failed(url: string, cameBack: string, tooMuch: boolean): AppError {
  return problem(url, cameBack, tooMuch, CHECK);
}

function noAnswer(url: string, { kind, cameBack, whatToDo, cause }: HttpFailure): AppError {
  // Not with the failure itself as its cause: it names the address once more.
  return problem(url, cameBack, kind === "timeout" || kind === "tooLarge", `${whatToDo} ${CHECK}`, cause);
}

function problem(url: string, cameBack: string, tooMuch: boolean, whatToDo: string, cause?: unknown): AppError {
  return new AppError({
    code: tooMuch ? "BRIDGE_QUERY_TOO_MUCH" : "BRIDGE_QUERY",
    thing: url,
    tried: "reading samples from the metrics store",
    cameBack,
    whatToDo: tooMuch ? "Ask for less time at once, or raise the store's limits for queries." : whatToDo,
    cause,
  });
}

function textOf({ body }: HttpResponse): string {
  return Buffer.from(body).toString().replaceAll(/\s+/g, " ");
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString());
  } catch {
    return undefined;
  }
}
