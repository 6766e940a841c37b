import type { Alert } from "../../alert.ts";

/**
 * `ha_up` goes on while Home Assistant is down, so its absence is that of the bridge. A sample counts for 5 minutes, as
 * everywhere in PromQL; `for` adds the other 5 and so gives a store that comes back from a stop time to take what waits.
 */
export const bridgeAway = {
  name: "BridgeAway",
  group: "pipeline",
  severity: "critical",
  onByDefault: true,
  parameters: {},
  for: "5m",
  expr: `max by (instance) (last_over_time(ha_up[1d]))
unless on (instance) max by (instance) (ha_up)`,
  summary: "ha-bridge of {{ $labels.instance }} sends nothing, so no other alert about this house can fire",
  whatToDo: "Look whether ha-bridge runs, at its /readyz and at its log. What is missing in the store it refills from the recorder when it is back.",
  meaning:
    "Nothing has come from the bridge of a house for 10 minutes, though something did within the last day. A house that is given up is forgotten after a day.",
  cause: "The bridge or its machine is down, the way to the store is cut, or the store refuses what it sends.",
} satisfies Alert;
