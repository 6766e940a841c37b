import { numberOf, setOf } from "./parts/attribute-series.ts";
import type { StateSeries } from "./parts/define-mapping.ts";
import { defineMapping } from "./parts/define-mapping.ts";
import { pointInTimeState } from "./parts/point-in-time.ts";

const eventState: StateSeries = {
  observe(entity, facts, out) {
    pointInTimeState.observe(entity, facts, out);
    out.changes();
  },
};

/** The state is when it last happened. Each happening counts, also when it is the same again. */
export const eventMapping = defineMapping("event", eventState, [
  setOf("event", "event_type", "event_types", "Whether the last event was of this type (1) or not (0)."),
  numberOf("event", "multi_press_count", "none", "How often the button was pressed in a row."),
]);
