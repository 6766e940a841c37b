import type { AlertCase, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const day = { from: "2026-03-10 09:00", to: "2026-03-10 10:30" } as const;
const labels = { instance: "home", entity_id: "sensor.nozzle" };

export const printerHotIdleCases: readonly AlertCase[] = [
  {
    title: "fires when it has been hot for 30 minutes after the end of a print",
    ...day,
    houses: [
      home(
        nozzle({
          changes: [
            ["2026-03-10 08:00", 210],
            ["2026-03-10 10:10", 60],
          ],
        }),
        status(["2026-03-10 08:00", "printing"], ["2026-03-10 09:10", "idle"]),
      ),
      cabin(nozzle({ changes: [["2026-03-10 01:00", 21]] })),
    ],
    firing: [{ from: "2026-03-10 09:40", to: "2026-03-10 10:10", labels, summary: "Nozzle is at 210 °C though nothing is printed" }],
  },
  {
    title: "stays quiet while it prints, with a restart of Home Assistant",
    ...day,
    houses: [
      {
        ...home(nozzle({ changes: [["2026-03-10 08:00", 210]] }), status(["2026-03-10 08:00", "printing"])),
        homeAssistantDown: [["2026-03-10 09:10", "2026-03-10 09:14"]],
      },
    ],
    firing: [],
  },
  {
    title: "stays quiet when it has cooled down within 29 minutes",
    ...day,
    houses: [
      home(
        nozzle({
          changes: [
            ["2026-03-10 09:10", 210],
            ["2026-03-10 09:39", 60],
          ],
        }),
        status(["2026-03-10 08:00", "idle"]),
      ),
    ],
    firing: [],
  },
  {
    title: "stays quiet without the label, and with alerts_off",
    ...day,
    houses: [
      home(
        nozzle({ labels: [], changes: [["2026-03-10 08:00", 210]] }),
        nozzle({ entityId: "sensor.b", labels: ["printer_nozzle", "alerts_off"], changes: [["2026-03-10 08:00", 210]] }),
      ),
    ],
    firing: [],
  },
];

function nozzle(given: Partial<Entity> & Pick<Entity, "changes">): Entity {
  return {
    entityId: "sensor.nozzle",
    friendlyName: "Nozzle",
    deviceClass: "temperature",
    labels: ["printer_nozzle"],
    shows: { kind: "number", family: "ha_temperature_celsius" },
    facts: { device: "Printer", device_id: "d1" },
    ...given,
  };
}

function status(...changes: Entity["changes"]): Entity {
  return {
    entityId: "sensor.printer_status",
    deviceClass: "enum",
    shows: { kind: "set", states: ["idle", "printing"] },
    facts: { device: "Printer", device_id: "d1" },
    changes,
  };
}
