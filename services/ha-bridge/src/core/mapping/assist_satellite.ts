import { closedSet } from "./parts/closed-set.ts";

export const assistSatelliteMapping = closedSet("assist_satellite", { states: ["idle", "listening", "processing", "responding"] });
