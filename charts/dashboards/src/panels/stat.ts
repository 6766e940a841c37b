import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueJustifyMode,
  BigValueTextMode,
  ReduceDataOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/stat";
import { describe, type PanelFacts } from "./panel.ts";

export interface StatFacts extends PanelFacts {
  /** Shows the name of each value as well, for tiles with several values. */
  readonly names?: boolean;
}

/** A tile with the value of now; where it is asked over time, with its course behind it. */
export function stat(facts: StatFacts): PanelBuilder {
  const hasCourse = facts.queries.some(({ asked }) => asked === "over time");
  return describe(new PanelBuilder(), facts)
    .colorMode(facts.steps === undefined && facts.words === undefined ? BigValueColorMode.None : BigValueColorMode.Value)
    .graphMode(hasCourse ? BigValueGraphMode.Area : BigValueGraphMode.None)
    .justifyMode(BigValueJustifyMode.Auto)
    .textMode(facts.names === true ? BigValueTextMode.ValueAndName : BigValueTextMode.Value)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(["lastNotNull"]).fields("").values(false));
}
