import type { Attributes } from "../entity.ts";
import type { Family } from "../family.ts";
import type { StatisticsRow } from "../history.ts";
import { quantityFor } from "../quantities.ts";
import type { LabelPairs } from "../series.ts";
import { applyConversion } from "../units.ts";

/** One point of Home Assistant's long-term statistics, as it goes into the store. */
export interface StatisticsPoint {
  readonly family: Family;
  /** Labels beside those of the entity; `statistic` marks it as no live sample. */
  readonly labels: LabelPairs;
  readonly atMs: number;
  readonly value: number;
}

export const statisticKinds = ["mean", "min", "max", "state", "sum"] as const;

/**
 * The family of the live series of the entity, in its canonical unit, with `statistic` as a further label. The time is
 * the end of the hour: only then is its mean known, and a rule that looks at an instant never sees the future.
 */
export function statisticsPoints(attributes: Attributes, unit: string | undefined, rows: readonly StatisticsRow[]): StatisticsPoint[] {
  const { family, conversion, label } = quantityFor(text(attributes["device_class"]), unit ?? text(attributes["unit_of_measurement"]));
  const [own] = family.labels;
  const ownLabels: LabelPairs = own === undefined || label === undefined ? [] : [[own, label]];
  const points: StatisticsPoint[] = [];
  for (const kind of statisticKinds) {
    const labels: LabelPairs = [...ownLabels, ["statistic", kind]];
    for (const row of rows) {
      const raw = row[kind];
      if (raw === undefined) continue;
      const value = applyConversion(conversion, raw);
      if (Number.isFinite(value)) points.push({ family, labels, atMs: row.endMs, value });
    }
  }
  return points;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
