import { numberOf, setOf } from "./parts/attribute-series.ts";
import { closedSet } from "./parts/closed-set.ts";

export const vacuumMapping = closedSet("vacuum", { states: ["cleaning", "docked", "idle", "paused", "returning", "error"], atRest: ["docked"] }, [
  setOf("vacuum", "fan_speed", "fan_speed_list", "Whether the vacuum sucks at this speed (1) or not (0)."),
  // Newer versions of Home Assistant have a sensor of its own instead.
  numberOf("vacuum", "battery_level", "percent", "Charge of the vacuum's battery, in %."),
]);
