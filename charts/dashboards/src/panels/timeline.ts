import {
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
  TooltipDisplayMode,
  SortOrder,
  LegendDisplayMode,
  LegendPlacement,
} from "@grafana/grafana-foundation-sdk/common";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/statetimeline";
import { describe, type PanelFacts } from "./panel.ts";

const ROWS_AT_ONCE = 20;

/** One row for each entity, coloured by the state it was in. A row ends where nothing was known. */
export function timeline(facts: PanelFacts & Required<Pick<PanelFacts, "words">>): PanelBuilder {
  return describe(new PanelBuilder(), facts)
    .mergeValues(true)
    .showValue(VisibilityMode.Never)
    .rowHeight(0.8)
    .lineWidth(0)
    .fillOpacity(85)
    .perPage(ROWS_AT_ONCE)
    .legend(new VizLegendOptionsBuilder().displayMode(LegendDisplayMode.List).placement(LegendPlacement.Bottom).showLegend(true).calcs([]))
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Single).sort(SortOrder.None));
}
