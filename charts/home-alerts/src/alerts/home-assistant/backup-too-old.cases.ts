import type { AlertCase, House } from "../../testing/alert-case.ts";
import type { LocalTime } from "../../testing/local-time.ts";
import { epochSecondsAt } from "../../testing/local-time.ts";

const day = { from: "2026-03-10 04:00", to: "2026-03-10 06:00" } as const;
const labels = { instance: "home" };
const summary = "The last backup of Home Assistant of home is of Sat 7 Mar 04:45";

export const backupTooOldCases: readonly AlertCase[] = [
  {
    title: "fires when the last backup is older than 3 days, until the next one is made",
    ...day,
    houses: [
      home("Europe/Berlin", ["2026-03-07 04:45", "2026-03-07 04:45"], ["2026-03-10 05:30", "2026-03-10 05:30"]),
      { ...home("America/New_York", ["2026-03-09 20:00", "2026-03-09 20:00"]), instance: "cabin" },
    ],
    firing: [{ from: "2026-03-10 04:46", to: "2026-03-10 05:30", labels, summary }],
  },
  {
    title: "goes on while Home Assistant restarts",
    ...day,
    houses: [{ ...home("Europe/Berlin", ["2026-03-07 04:45", "2026-03-07 04:45"]), homeAssistantDown: [["2026-03-10 05:00", "2026-03-10 05:10"]] }],
    firing: [{ from: "2026-03-10 04:46", to: "2026-03-10 06:00", labels, summary }],
  },
  {
    title: "stays quiet when a backup is made three days after the one before",
    ...day,
    houses: [home("Europe/Berlin", ["2026-03-07 04:45", "2026-03-07 04:45"], ["2026-03-10 04:45", "2026-03-10 04:45"])],
    firing: [],
  },
  {
    title: "stays quiet where an older one is enough",
    ...day,
    values: { olderThan: "7d" },
    houses: [home("Europe/Berlin", ["2026-03-07 04:45", "2026-03-07 04:45"])],
    firing: [],
  },
];

/** Since when it is known, and of when the newest backup is. */
function home(zone: string, ...backups: readonly (readonly [LocalTime, LocalTime])[]): House {
  const changes = backups.map(([known, made]) => [known, epochSecondsAt(zone, made)] as const);
  return { instance: "home", zone, entities: [], series: [{ name: "ha_backup_last_success_seconds", changes, endsWithHomeAssistant: true }] };
}
