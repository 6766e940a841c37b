import type { Alert } from "../../alert.ts";
import { nameAndArea } from "../../parts/summary.ts";

export const washerFinished = {
  name: "WasherFinished",
  group: "energy",
  severity: "info",
  onByDefault: false,
  parameters: {
    idleBelow: { kind: "number", default: 5, unit: "W", help: "what it draws at most when it does nothing" },
    ranAbove: { kind: "number", default: 100, unit: "W", help: "what it draws at least at times when it runs" },
    pause: { kind: "duration", default: "5m", help: "how long it may rest while it runs" },
    toldFor: { kind: "duration", default: "1h", help: "how long it is told" },
  },
  where: { labels: ["washer"] },
  expr: `max by (instance, entity_id, area, floor) (max_over_time(ha_power_watts{domain="sensor"<<where>>}[<<pause>>])) < <<idleBelow>>
and on (instance, entity_id) max_over_time(ha_power_watts{domain="sensor"}[<<toldFor>>] offset <<pause>>) > <<ranAbove>><<scope>>`,
  summary: `${nameAndArea} has finished`,
  whatToDo: "Take the laundry out.",
  meaning:
    "A machine whose power sensor has the Home Assistant label `washer` has drawn less than `idleBelow` for `pause` and ran within `toldFor` before. It ends when the machine runs again, or after that time.",
  cause: "The programme is over, or the machine stopped with an error.",
} satisfies Alert;
