import { flagOf, numberOf, timeOf } from "./parts/attribute-series.ts";
import { closedSet } from "./parts/closed-set.ts";

export const sunMapping = closedSet("sun", { states: ["above_horizon", "below_horizon"] }, [
  numberOf("sun", "elevation", "degrees", "Height of the sun above the horizon, in degrees."),
  numberOf("sun", "azimuth", "degrees", "Direction of the sun, clockwise from north, in degrees."),
  flagOf("sun", "rising", "Whether the sun is rising (1) or sinking (0)."),
  timeOf("sun", "next_dawn", "Next dawn, in seconds since the epoch."),
  timeOf("sun", "next_rising", "Next sunrise, in seconds since the epoch."),
  timeOf("sun", "next_noon", "Next solar noon, in seconds since the epoch."),
  timeOf("sun", "next_setting", "Next sunset, in seconds since the epoch."),
  timeOf("sun", "next_dusk", "Next dusk, in seconds since the epoch."),
  timeOf("sun", "next_midnight", "Next solar midnight, in seconds since the epoch."),
]);
