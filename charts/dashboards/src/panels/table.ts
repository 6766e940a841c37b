import { TableCellHeight, TableSortByFieldStateBuilder } from "@grafana/grafana-foundation-sdk/common";
import type { DynamicConfigValue } from "@grafana/grafana-foundation-sdk/dashboard";
import { PromQueryFormat } from "@grafana/grafana-foundation-sdk/prometheus";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/table";
import type { Link } from "../links.ts";
import { inWords, type Steps, thresholds, type Words } from "../values.ts";
import { describe, refIdOf, type PanelFacts } from "./panel.ts";

/** A label of the queries, or the value of one of them. */
export interface Column {
  /** Name of a label, or `value` for the value of the first query, `value B` for that of the second. */
  readonly of: string;
  readonly title: string;
  readonly unit?: string;
  readonly decimals?: number;
  readonly width?: number;
  readonly steps?: Steps;
  readonly words?: Words;
  /** `text` colours the words, `background` the whole cell, `bar` draws the value as a bar. */
  readonly coloured?: "text" | "background" | "bar";
  readonly min?: number;
  readonly max?: number;
  readonly links?: readonly Link[];
}

export interface TableFacts extends Omit<PanelFacts, "steps" | "words" | "links" | "min" | "max" | "decimals"> {
  readonly columns: readonly Column[];
  readonly sortedBy: { readonly title: string; readonly descending?: boolean };
}

/** One row for each combination of the labels that are shown; queries with the same labels share their rows. */
export function table({ columns, sortedBy, ...facts }: TableFacts): PanelBuilder {
  const several = facts.queries.length > 1;
  const builder = describe(new PanelBuilder(), facts, PromQueryFormat.Table).cellHeight(TableCellHeight.Sm).showHeader(true);
  const fields = columns.map((column) => fieldOf(column, several));
  if (several) builder.withTransformation({ id: "merge", options: {} });
  builder
    .withTransformation({ id: "filterFieldsByName", options: { include: { names: fields } } })
    .withTransformation({
      id: "organize",
      options: {
        excludeByName: {},
        indexByName: Object.fromEntries(fields.map((field, index) => [field, index])),
        renameByName: Object.fromEntries(columns.map(({ title }, index) => [fields[index], title])),
      },
    })
    .sortBy([new TableSortByFieldStateBuilder().displayName(sortedBy.title).desc(sortedBy.descending ?? false)]);
  for (const column of columns) builder.overrideByName(column.title, propertiesOf(column));
  return builder;
}

// With one query Grafana calls its value "Value", with several "Value #A" and so on.
function fieldOf({ of }: Column, several: boolean): string {
  if (!of.startsWith("value")) return of;
  return several ? `Value #${of === "value" ? refIdOf(0) : of.slice("value ".length)}` : "Value";
}

const CELLS = {
  text: { type: "color-text" },
  background: { type: "color-background", mode: "basic" },
  bar: { type: "gauge", mode: "basic", valueDisplayMode: "text" },
} as const;

function propertiesOf(column: Column): DynamicConfigValue[] {
  const { of, unit, decimals, width, steps, words, coloured, min, max, links } = column;
  const property = (id: string, value: unknown): DynamicConfigValue[] => (value === undefined ? [] : [{ id, value }]);
  return [
    ...property("unit", unit ?? (of.startsWith("value") ? undefined : "string")),
    ...property("decimals", decimals),
    ...property("custom.width", width),
    ...property("min", min),
    ...property("max", max),
    ...property("thresholds", steps && thresholds(steps).build()),
    ...property("mappings", words && [inWords(words)]),
    ...property("custom.cellOptions", coloured && CELLS[coloured]),
    ...property(
      "links",
      links?.map((link) => link.build()),
    ),
  ];
}
