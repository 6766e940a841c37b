import type { TargetJson, VariableJson } from "../../charts/dashboards/src/checks/dashboard-json.ts";
import { substitute, type Values } from "../../charts/dashboards/src/checks/substitute.ts";
import type { Labels } from "../../tools/testbed/prometheus/promql-client.ts";
import type { Store } from "../../tools/testbed/prometheus/store.ts";

export interface AskedRange {
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

/** A series as a panel gets it. */
export interface Answer {
  readonly labels: Labels;
  readonly values: readonly number[];
}

const PIXELS = 1_000;
// What Grafana takes for the distance of samples when the data source does not say.
const SCRAPE_SECONDS = 15;

/**
 * Asks as Grafana does: the distance of points from the width of the panel, never below the source's or the query's
 * own; times aligned to it; `$__rate_interval` at least four times the distance of samples.
 * https://grafana.com/docs/grafana/latest/datasources/prometheus/template-variables/#use-__rate_interval
 */
export async function ask(
  store: Store,
  target: TargetJson & { readonly expr: string },
  values: Values,
  range: AskedRange,
): Promise<readonly Answer[]> {
  const least = target.interval === undefined ? SCRAPE_SECONDS : secondsOf(target.interval);
  const lengthSeconds = range.toSeconds - range.fromSeconds;
  const step = Math.max(least, Math.ceil(lengthSeconds / PIXELS));
  const expr = substitute(target.expr, {
    ...values,
    __range: `${lengthSeconds}s`,
    __rate_interval: `${Math.max(step + least, 4 * least)}s`,
    __interval: `${step}s`,
  });
  if (target.instant === true) {
    const samples = await store.query(expr, range.toSeconds);
    return samples.map(({ labels, value }) => ({ labels, values: [value] }));
  }
  const aligned = (seconds: number) => Math.floor(seconds / step) * step;
  const asked = { startSeconds: aligned(range.fromSeconds), endSeconds: aligned(range.toSeconds), stepSeconds: step };
  const series = await store.queryRange(expr, asked);
  return series.map(({ labels, samples }) => ({ labels, values: samples.map(({ value }) => value) }));
}

/** The choices of a variable, as Grafana's data source of type Prometheus finds them: text and value. */
export async function choicesOf(
  store: Store,
  variable: VariableJson,
  values: Values,
): Promise<readonly { readonly text: string; readonly value: string }[]> {
  const query = substitute(variable.query, values);
  const labelValues = /^label_values\((.+), (\w+)\)$/s.exec(query);
  if (labelValues !== null) {
    const [, selector = "", label = ""] = labelValues;
    const found = (await store.series(selector)).map((labels) => labels[label] ?? "").filter((value) => value !== "");
    return [...new Set(found)].map((value) => ({ text: value, value }));
  }
  const expr = /^query_result\((.+)\)$/s.exec(query)?.[1] ?? "";
  const [, pattern = "", flags = ""] = /^\/(.*)\/(\w*)$/.exec(variable.regex ?? "") ?? [];
  return (await store.query(expr)).flatMap(({ labels, value }) => {
    const text = `{${Object.entries(labels)
      .map(([label, of]) => `${label}="${of}"`)
      .join(",")}} ${value}`;
    const matches = [...text.matchAll(new RegExp(pattern, flags))];
    const group = (name: string) => matches.find(({ groups }) => groups?.[name] !== undefined)?.groups?.[name];
    const [shown, used] = [group("text"), group("value")];
    return used === undefined ? [] : [{ text: shown ?? used, value: used }];
  });
}

const SECONDS = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;

function secondsOf(duration: string): number {
  const [, count = "", unit = ""] = /^(\d+)([smhd])$/.exec(duration) ?? [];
  return Number(count) * SECONDS[unit as keyof typeof SECONDS];
}
