import { numberIn } from "./attributes.ts";
import { attributeFamily } from "./attribute-series.ts";
import type { AttributeSeries } from "./define-mapping.ts";

const family = attributeFamily("weather", "wind_bearing", { help: "Where the wind comes from, clockwise from north, in degrees.", kind: "degrees" });
const POINTS = ["N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"];

/** Some integrations give degrees, others a point of the compass. */
export const windBearing: AttributeSeries = {
  family,
  observe({ attributes }, _facts, out) {
    const bearing = attributes["wind_bearing"];
    const degrees = numberIn(attributes, "wind_bearing");
    if (degrees !== undefined) return out.value(family, degrees);
    const point = typeof bearing === "string" ? POINTS.indexOf(bearing.toUpperCase()) : -1;
    if (point >= 0) out.value(family, (point * 360) / POINTS.length);
  },
};
