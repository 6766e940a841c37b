import type { Builder, Dataquery } from "@grafana/grafana-foundation-sdk/cog";
import type { DataSourceRef } from "@grafana/grafana-foundation-sdk/common";
import type { Panel, ThresholdsConfig, ValueMapping } from "@grafana/grafana-foundation-sdk/dashboard";
import { DataqueryBuilder, PromQueryFormat, QueryEditorMode } from "@grafana/grafana-foundation-sdk/prometheus";
import type { Link } from "../links.ts";
import type { Query } from "../queries.ts";
import { inWords, thresholds, type Steps, type Words } from "../values.ts";
import { PROMETHEUS } from "../variables.ts";

/** What every panel has, whatever it draws. */
export interface PanelFacts {
  readonly title: string;
  /** What one sees, and when it is not well. */
  readonly description: string;
  /** Grafana's id of the unit, such as `celsius`; `none` for what only counts. */
  readonly unit: string;
  readonly queries: readonly Query[];
  /** Of 24 columns. */
  readonly width: number;
  /** In steps of 30 pixels. */
  readonly height: number;
  /** Said when there is nothing to show. */
  readonly empty: string;
  readonly steps?: Steps;
  readonly words?: Words;
  readonly min?: number;
  readonly max?: number;
  readonly decimals?: number;
  /** Of a value, row or series. */
  readonly links?: readonly Link[];
}

/** What all panel builders of the SDK have in common. */
interface AnyBuilder extends Builder<Panel> {
  title(title: string): this;
  description(description: string): this;
  datasource(source: DataSourceRef): this;
  span(width: number): this;
  height(height: number): this;
  unit(unit: string): this;
  decimals(decimals: number): this;
  min(min: number): this;
  max(max: number): this;
  noValue(text: string): this;
  mappings(mappings: ValueMapping[]): this;
  thresholds(thresholds: Builder<ThresholdsConfig>): this;
  dataLinks(links: Link[]): this;
  withTarget(target: Builder<Dataquery>): this;
}

export function describe<B extends AnyBuilder>(builder: B, facts: PanelFacts, format = PromQueryFormat.TimeSeries): B {
  const { title, description, unit, queries, width, height, empty, steps, words, min, max, decimals, links = [] } = facts;
  builder.title(title).description(description).datasource(PROMETHEUS).span(width).height(height).unit(unit).noValue(empty);
  if (steps !== undefined) builder.thresholds(thresholds(steps));
  if (words !== undefined) builder.mappings([inWords(words)]);
  if (min !== undefined) builder.min(min);
  if (max !== undefined) builder.max(max);
  if (decimals !== undefined) builder.decimals(decimals);
  if (links.length > 0) builder.dataLinks([...links]);
  for (const [index, query] of queries.entries()) builder.withTarget(target(query, refIdOf(index), format));
  return builder;
}

/** A, B, C, ... as Grafana names them. */
export function refIdOf(index: number): string {
  return String.fromCodePoint("A".codePointAt(0)! + index);
}

// ha-bridge repeats each series once a minute; with this as the least step a rate sees at least four of them.
const REPEATS = "1m";

function target({ expr, legend, asked, step }: Query, refId: string, format: PromQueryFormat): DataqueryBuilder {
  const builder = new DataqueryBuilder().refId(refId).datasource(PROMETHEUS).expr(expr).format(format).editorMode(QueryEditorMode.Code);
  if (legend !== undefined) builder.legendFormat(legend);
  const least = step ?? (expr.includes("$__rate_interval") ? REPEATS : undefined);
  if (least !== undefined) builder.interval(least);
  return asked === "now" ? builder.instant() : builder.range();
}
