import type { Alert } from "../../alert.ts";

/** The dead man's handle: whoever gets the alerts knows that the way to him works while this one comes. */
export const watchdog = {
  name: "Watchdog",
  group: "pipeline",
  severity: "info",
  onByDefault: true,
  alwaysFires: true,
  parameters: {},
  expr: "vector(1)",
  summary: "Alerts are evaluated and delivered",
  whatToDo: "Nothing. When it stops coming, look at the ruler and at Alertmanager.",
  meaning: "It always fires. ha-bridge turns on a problem in Home Assistant when it has not come for 15 minutes (`alerts.deadMan`).",
  cause: "It must be there. Its absence comes from a ruler, an Alertmanager or a route that is down or wrong.",
} satisfies Alert;
