import { fetchJson } from "../process/http.ts";

export type Labels = Readonly<Record<string, string>>;
export type InstantSample = { readonly labels: Labels; readonly value: number; readonly atMs: number };
export type RangeSeries = { readonly labels: Labels; readonly samples: readonly { readonly atMs: number; readonly value: number }[] };
export type Range = { readonly startSeconds: number; readonly endSeconds: number; readonly stepSeconds: number };
export type RuleState = {
  readonly name: string;
  readonly state?: string;
  readonly health: string;
  readonly lastError?: string;
  readonly type: string;
};
export type AlertState = { readonly labels: Labels; readonly annotations: Labels; readonly state: string; readonly activeAt?: string };

export type PromqlClient = {
  /** Instant query, now or at a time. */
  query(promql: string, atSeconds?: number): Promise<readonly InstantSample[]>;
  queryRange(promql: string, range: Range): Promise<readonly RangeSeries[]>;
  /** Every raw sample of a selector, with the times as stored: `samples("ha_on", 3600)` asks for the last hour. */
  samples(selector: string, windowSeconds: number, atSeconds?: number): Promise<readonly RangeSeries[]>;
  /** Label sets that have samples in the time range; the last hour when it is absent. */
  series(selector: string, range?: { readonly startSeconds: number; readonly endSeconds: number }): Promise<readonly Labels[]>;
};

export type RulesClient = {
  rules(): Promise<readonly RuleState[]>;
  alerts(): Promise<readonly AlertState[]>;
};

type RawPoint = [number, string];
type Answer<T> = { readonly data: T };

/** `base` is what `/api/v1/query` is appended to. */
export function promqlClient(base: string, headers: Labels = {}): PromqlClient {
  const get = async <T>(path: string, parameters: Record<string, string>): Promise<T> => {
    const answer = await fetchJson<Answer<T>>(`${base}/api/v1/${path}?${new URLSearchParams(parameters).toString()}`, { headers });
    return answer.data;
  };
  const vector = (parameters: Record<string, string>) =>
    get<{ result: { metric: Labels; value?: RawPoint; values?: RawPoint[] }[] }>("query", parameters);
  return {
    async query(promql, atSeconds) {
      const { result } = await vector({ query: promql, ...at(atSeconds) });
      return result.flatMap(({ metric, value }) => (value === undefined ? [] : [{ labels: metric, ...point(value) }]));
    },
    async queryRange(promql, { startSeconds, endSeconds, stepSeconds }) {
      const range = { start: String(startSeconds), end: String(endSeconds), step: String(stepSeconds) };
      const { result } = await get<{ result: { metric: Labels; values: RawPoint[] }[] }>("query_range", { query: promql, ...range });
      return result.map(({ metric, values }) => ({ labels: metric, samples: values.map(point) }));
    },
    async samples(selector, windowSeconds, atSeconds) {
      const { result } = await vector({ query: `${selector}[${windowSeconds}s]`, ...at(atSeconds) });
      return result.map(({ metric, values = [] }) => ({ labels: metric, samples: values.map(point) }));
    },
    series(selector, range) {
      const now = Date.now() / 1000;
      const { startSeconds, endSeconds } = range ?? { startSeconds: now - 3600, endSeconds: now + 60 };
      return get("series", { "match[]": selector, start: String(startSeconds), end: String(endSeconds) });
    },
  };
}

/** State of rules, as Prometheus, Mimir and vmalert show it. */
export function rulesClient(base: string, headers: Labels = {}): RulesClient {
  return {
    async rules() {
      const answer = await fetchJson<Answer<{ groups: { rules: RuleState[] }[] }>>(`${base}/api/v1/rules`, { headers });
      return answer.data.groups.flatMap((group) => group.rules);
    },
    async alerts() {
      const answer = await fetchJson<Answer<{ alerts: AlertState[] }>>(`${base}/api/v1/alerts`, { headers });
      return answer.data.alerts;
    },
  };
}

// Without a time VictoriaMetrics takes the last full second, in which the newest sample is not there yet.
function at(seconds = Date.now() / 1000): Record<string, string> {
  return { time: String(seconds) };
}

// Times come as seconds with three digits behind the point; "+Inf" and "NaN" as text.
function point([seconds, text]: RawPoint): { atMs: number; value: number } {
  return { atMs: Math.round(seconds * 1000), value: text === "+Inf" ? Infinity : text === "-Inf" ? -Infinity : Number(text) };
}
