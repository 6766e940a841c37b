import type { BoardUid } from "./dashboard.ts";

/** Where links lead. */
export const UIDS = {
  house: "tiles-house",
  climate: "tiles-climate",
  energy: "tiles-energy",
  openings: "tiles-openings",
  batteries: "tiles-batteries",
  homeAssistant: "tiles-home-assistant",
  automations: "tiles-automations",
  bridge: "tiles-bridge",
  certificates: "tiles-certificates",
  maintenance: "tiles-maintenance",
} as const satisfies Record<string, BoardUid>;
