import { AppError, describeError } from "@tiles/kit/errors";
import type { Http, HttpResponse } from "@tiles/kit/http";
import { HttpFailure } from "@tiles/kit/http-failure";
import type { SecretFile } from "@tiles/kit/secret";
import { z } from "zod";

export interface StoredSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: readonly (readonly [atMs: number, value: number])[];
}

/** The query side of a metrics store: the HTTP API of Prometheus, which Mimir and VictoriaMetrics have as well. */
export interface StoreQuery {
  /** Every raw sample of a selector later than `fromMs` and up to `toMs`. Errors: AppError BRIDGE_QUERY. */
  samples(selector: string, fromMs: number, toMs: number, signal: AbortSignal): Promise<readonly StoredSeries[]>;
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

const answer = z.object({
  status: z.literal("success"),
  data: z.object({
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), values: z.array(z.tuple([z.number(), z.string()])).default([]) })),
  }),
});

export function prometheusApi({ http, url, headers, headerFiles }: StoreQueryOptions): StoreQuery {
  const endpoint = `${url.replace(/\/+$/, "")}/api/v1/query`;
  return {
    async samples(selector, fromMs, toMs, signal) {
      const secret: Record<string, string> = {};
      for (const [name, file] of Object.entries(headerFiles)) secret[name] = (await file.read()).reveal();
      const form = new URLSearchParams({ query: `${selector}[${toMs - fromMs}ms]`, time: (toMs / 1000).toFixed(3) });
      const all = { ...headers, ...secret, "Content-Type": "application/x-www-form-urlencoded" };
      const response = await ask(http, endpoint, { headers: all, body: Buffer.from(form.toString()), signal });
      const read = response.status === 200 ? answer.safeParse(parseJson(response.body)) : undefined;
      if (read?.success !== true) throw failed(endpoint, `${response.status} ${textOf(response).slice(0, MAX_ERROR_TEXT)}`);
      return read.data.data.result.map(({ metric, values }) => ({
        labels: metric,
        samples: values.map(([seconds, value]) => [Math.round(seconds * 1000), Number(value)] as const),
      }));
    },
  };
}

async function ask(
  http: Http,
  url: string,
  request: { readonly headers: Record<string, string>; readonly body: Uint8Array; readonly signal: AbortSignal },
): Promise<HttpResponse> {
  try {
    return await http.request({ method: "POST", url, timeoutMs: TIMEOUT_MS, ...request });
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    throw failed(url, describeError(error), error);
  }
}

function failed(url: string, cameBack: string, cause?: Error): AppError {
  return new AppError({
    code: "BRIDGE_QUERY",
    thing: url,
    tried: "reading samples from the metrics store",
    cameBack,
    whatToDo: "Check metrics.query.url and that its user may read; the headers are those of metrics",
    ...(cause && { cause }),
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
