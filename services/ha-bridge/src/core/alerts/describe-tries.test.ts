import { expect, test } from "vitest";
import { describeTries, type TriedAlert, type TriedNames } from "./describe-tries.ts";
import type { TriedFiring } from "./firings.ts";

const names: TriedNames = {
  of: ({ entity_id: entityId }) =>
    ({ "light.cellar": "Cellar lamp (Basement)", "sensor.remote": "Remote (Hall)", "sensor.other": "Remote (Hall)" })[entityId ?? ""] ??
    `${entityId}`,
  offsetAt: () => 3600,
};
const at = (text: string) => Date.parse(`${text}Z`);
const firing = (entityId: string, from: string, value: number, more: Partial<TriedFiring> = {}): TriedFiring => ({
  labels: { entity_id: entityId },
  fromMs: at(from),
  toMs: at(from) + 90 * 60_000,
  value,
  already: false,
  ...more,
});
const alert = (name: string, firings: readonly TriedFiring[], more: Partial<TriedAlert> = {}): TriedAlert => ({
  name,
  use: undefined,
  severity: "info",
  isOff: false,
  value: undefined,
  firings,
  ...more,
});
const light = (day: string) => firing("light.cellar", `${day}T05:00`, at(`${day}T00:00`) / 1000 - 3600);
const lights = (...days: string[]) => alert("LightsOnAllNight", days.map(light), { value: { kind: "since" } });
const battery = (entityId: string, hour: number) =>
  firing(entityId, "2026-11-01T10:00", 4, { fromMs: at("2026-11-01T10:00") + hour * 3_600_000, toMs: undefined });
const PERCENT = { kind: "number", decimals: 0, unit: "%" } as const;

test("says when, what, since when and for how long, by the clocks of the house", () => {
  expect(describeTries([lights("2026-11-24")], names)).toBe(
    "LightsOnAllNight (info) would have told you once\n  Tue 24 Nov 06:00  Cellar lamp (Basement), since 00:00, for 90 min\n",
  );
});

test.each<[string, TriedAlert["value"], number, string]>([
  [
    "a number has the unit and the digits of the summary",
    { kind: "number", decimals: 1, unit: "°C" },
    -9.54,
    "Cellar lamp (Basement), at -9.5 °C, for",
  ],
  ["a number without a unit stands alone", { kind: "number", decimals: 0, unit: undefined }, 3, "Cellar lamp (Basement), at 3, for"],
  ["a length of time is in words", { kind: "duration" }, 720, "Cellar lamp (Basement), at 12 min, for"],
  ["a time more than a day ago has its day", { kind: "since" }, at("2026-11-20T19:41") / 1000, "since Fri 20 Nov 20:41, for"],
  ["a value that no summary speaks of is left out", undefined, 1, "Cellar lamp (Basement), for 90 min"],
])("%s", (_what, value, number, text) => {
  expect(describeTries([alert("A", [firing("light.cellar", "2026-11-24T05:00", number)], { value })], names)).toContain(text);
});

test("the loudest alert comes first, with what made its noise; those without a word stand at the end", () => {
  const noise = Array.from({ length: 61 }, (_, hour) => battery(hour < 58 ? "sensor.remote" : `sensor.other_${hour}`, hour));
  const text = describeTries(
    [
      lights("2026-11-24", "2026-11-25"),
      alert("BatteryLow", noise, { value: PERCENT }),
      alert("FreezerWarm", [], { use: "chest", severity: "critical" }),
    ],
    names,
  );
  const lines = text.split("\n");
  expect(lines[0]).toBe("Loudest: Remote (Hall) 58 times; Cellar lamp (Basement) 2 times");
  expect(lines[2]).toBe("BatteryLow (info) would have told you 61 times, 58 of them from Remote (Hall)");
  expect(lines[3]).toBe("  Sun 01 Nov 11:00  Remote (Hall), at 4 %, still");
  expect(text).toContain("  and 56 more\n\nLightsOnAllNight (info) would have told you 2 times\n");
  expect(lines.at(-1)).toBe("Nothing from 1: FreezerWarm chest");
});

test("what is loud in several alerts is the loudest, and two things of one name are two", () => {
  const text = describeTries(
    [
      alert("A", [battery("sensor.remote", 1), battery("sensor.remote", 2), battery("light.cellar", 3)]),
      alert("B", [battery("light.cellar", 1), battery("light.cellar", 2), battery("sensor.other", 3), battery("sensor.other", 4)]),
    ],
    names,
  );
  expect(text.split("\n")[0]).toBe("Loudest: Cellar lamp (Basement) 3 times; Remote (Hall) 2 times; Remote (Hall) 2 times");
  expect(text).not.toContain("of them from");
});

test("what went on from before was told before, and when it began is not claimed", () => {
  const before = firing("sensor.remote", "2026-10-31T23:00", 4, { already: true, toMs: at("2026-11-02T05:00") });
  expect(describeTries([alert("BatteryLow", [before], { value: PERCENT })], names)).toBe(
    "BatteryLow (info) would have told you nothing new; 1 went on from before\n  already  Remote (Hall), at 4 %, until Mon 02 Nov 06:00\n",
  );
  expect(describeTries([alert("BatteryLow", [before, battery("sensor.remote", 30)])], names)).toContain("told you once; 1 went on from before\n");
});

test("one that is off says so", () => {
  expect(describeTries([alert("A", [battery("sensor.remote", 1)], { isOff: true })], names)).toContain("A (info, off) would have told you once");
});
