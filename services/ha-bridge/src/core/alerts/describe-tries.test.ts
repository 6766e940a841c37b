import { expect, test } from "vitest";
import { describeTries, type TriedAlert, type TriedNames } from "./describe-tries.ts";

const names: TriedNames = {
  of: ({ entity_id: entityId }) => ({ "light.cellar": "Cellar lamp (Basement)", "sensor.remote": "Remote (Hall)" })[entityId ?? ""] ?? `${entityId}`,
  offsetAt: () => 3600,
};
const at = (text: string) => Date.parse(`${text}Z`);
const lights = (...days: string[]): TriedAlert => ({
  name: "LightsOnAllNight",
  use: undefined,
  severity: "info",
  tellsSince: true,
  firings: days.map((day) => ({
    labels: { entity_id: "light.cellar" },
    fromMs: at(`${day}T05:00`),
    toMs: at(`${day}T06:30`),
    value: at(`${day}T00:00`) / 1000 - 3600,
  })),
});

test("says when, what, since when and for how long, by the clocks of the house", () => {
  expect(describeTries([lights("2026-11-24")], names)).toBe(
    "LightsOnAllNight (info) would have told you once\n  Tue 24 Nov 06:00  Cellar lamp (Basement), since 00:00, for 90 min\n",
  );
});

test("the loudest alert comes first, with what made its noise; those without a word stand at the end", () => {
  const battery = Array.from({ length: 61 }, (_, index) => ({
    labels: { entity_id: index < 58 ? "sensor.remote" : `sensor.other_${index}` },
    fromMs: at("2026-11-01T10:00") + index * 3_600_000,
    toMs: undefined,
    value: 4.5,
  }));
  const text = describeTries(
    [
      lights("2026-11-24", "2026-11-25"),
      { name: "BatteryLow", use: undefined, severity: "info", tellsSince: false, firings: battery },
      { name: "FreezerWarm", use: "chest", severity: "critical", tellsSince: false, firings: [] },
    ],
    names,
  );
  expect(text.split("\n")[0]).toBe("BatteryLow (info) would have told you 61 times, 58 of them from Remote (Hall)");
  expect(text).toContain("  Sun 1 Nov 11:00  Remote (Hall), at 4.5, still\n".replace("Sun 1", "Sun 01"));
  expect(text).toContain("  and 56 more\n\nLightsOnAllNight (info) would have told you 2 times\n");
  expect(text.endsWith("Nothing from 1: FreezerWarm chest")).toBe(true);
});
