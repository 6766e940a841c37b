import {
  GraphDrawStyle,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  LineInterpolation,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/timeseries";
import { describe, type PanelFacts } from "./panel.ts";

export interface SeriesFacts extends PanelFacts {
  /** Values that hold until the next one (a target, a count) are steps; what is between two measurements is a line. */
  readonly drawn?: "line" | "steps" | "bars" | "stacked bars" | "stacked";
  /** The axis reaches at least to here, so that small movements stay small. */
  readonly softMin?: number;
  readonly softMax?: number;
}

const GAP_MS = 3_600_000;

/** Courses over time, with the newest, smallest and greatest value in the legend. */
export function series(facts: SeriesFacts): PanelBuilder {
  const { drawn = "line", softMin, softMax } = facts;
  const isBars = drawn === "bars" || drawn === "stacked bars";
  const builder = describe(new PanelBuilder(), facts)
    .drawStyle(isBars ? GraphDrawStyle.Bars : GraphDrawStyle.Line)
    .lineInterpolation(drawn === "steps" ? LineInterpolation.StepAfter : LineInterpolation.Linear)
    .lineWidth(isBars ? 0 : 2)
    .fillOpacity(isBars ? 80 : drawn === "stacked" ? 30 : 5)
    .showPoints(VisibilityMode.Never)
    .spanNulls(drawn === "line" ? GAP_MS : false)
    .legend(legend(isBars))
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
  if (drawn === "stacked" || drawn === "stacked bars") builder.stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group("A"));
  if (facts.steps !== undefined) builder.thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed));
  if (softMin !== undefined) builder.axisSoftMin(softMin);
  if (softMax !== undefined) builder.axisSoftMax(softMax);
  return builder;
}

function legend(isBars: boolean): VizLegendOptionsBuilder {
  return new VizLegendOptionsBuilder()
    .displayMode(LegendDisplayMode.Table)
    .placement(LegendPlacement.Right)
    .showLegend(true)
    .calcs(isBars ? ["lastNotNull", "sum"] : ["lastNotNull", "min", "max"]);
}
