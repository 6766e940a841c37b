import type { Alert } from "../../alert.ts";

export const homeAssistantNotRunning = {
  name: "HomeAssistantNotRunning",
  group: "home-assistant",
  severity: "warning",
  onByDefault: false,
  parameters: {},
  for: "15m",
  expr: `max by (instance) (ha_running) == 0
and on (instance) max by (instance) (ha_up) == 1`,
  summary: "Home Assistant of {{ $labels.instance }} answers, but does not finish its start",
  whatToDo: "Look at its log for what it waits for. Safe mode starts without custom integrations; automations do not run until it has finished.",
  meaning: "Home Assistant has answered for 15 minutes without being in the state RUNNING.",
  cause: "An integration that hangs while it is set up, a config that was refused (recovery mode), or a large database that is being migrated.",
} satisfies Alert;
