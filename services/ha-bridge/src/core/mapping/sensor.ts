import { isNumericDeviceClass } from "../device-classes.ts";
import type { Attributes } from "../entity.ts";
import { entityFamilies } from "../entity-families.ts";
import { quantityOf } from "../quantities.ts";
import { timeOf } from "./parts/attribute-series.ts";
import { textIn, textsIn } from "./parts/attributes.ts";
import { defineMapping } from "./parts/define-mapping.ts";
import { parseNumber, reportNumber } from "./parts/number-state.ts";
import { pointInTimeState } from "./parts/point-in-time.ts";

const TIMES = new Set(["timestamp", "uptime", "date"]);
const NO_OPTIONS: readonly string[] = [];

/**
 * 1. A timestamp, uptime or date is a point in time.
 * 2. What has `options`, or is an enum, is a closed set.
 * 3. A number is a number, whatever it declares.
 * 4. What declares a unit, a state class or a numeric device class and is no number right now has no value.
 * 5. Everything else is text.
 */
export const sensorMapping = defineMapping(
  "sensor",
  {
    observe(entity, facts, out) {
      const { state, attributes } = entity;
      const deviceClass = attributes["device_class"];
      if (typeof deviceClass === "string" && TIMES.has(deviceClass)) return pointInTimeState.observe(entity, facts, out);
      const options = textsIn(attributes, "options");
      if (options !== undefined || deviceClass === "enum") return out.set(entityFamilies.enumState, state, options ?? NO_OPTIONS);
      const number = parseNumber(state);
      if (number !== undefined) reportNumber(quantityOf(attributes), number, out);
      else if (!declaresNumber(attributes)) out.changes();
    },
  },
  [timeOf("sensor", "last_reset", "When the meter began its cycle, in seconds since the epoch.")],
);

function declaresNumber(attributes: Attributes): boolean {
  return (
    typeof attributes["unit_of_measurement"] === "string" ||
    textIn(attributes, "state_class") !== undefined ||
    isNumericDeviceClass(attributes["device_class"])
  );
}
