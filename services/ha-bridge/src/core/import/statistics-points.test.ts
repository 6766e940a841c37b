import { expect, test } from "vitest";
import { days, months } from "./time-slices.ts";
import { statisticsPoints } from "./statistics-points.ts";

const HOUR_MS = 3_600_000;
const row = { startMs: 0, endMs: HOUR_MS };

test("an hour's mean, lowest and highest stand at its end, marked, in the unit of the live series", () => {
  const points = statisticsPoints({ device_class: "temperature", unit_of_measurement: "°C" }, "°F", [{ ...row, mean: 212, min: 32, max: 212 }]);
  expect(points.map(({ family, labels, atMs, value }) => [family.name, labels, atMs, Math.round(value * 1e9) / 1e9])).toEqual([
    ["ha_temperature_celsius", [["statistic", "mean"]], HOUR_MS, 100],
    ["ha_temperature_celsius", [["statistic", "min"]], HOUR_MS, 0],
    ["ha_temperature_celsius", [["statistic", "max"]], HOUR_MS, 100],
  ]);
});

test("a meter has its state and its sum", () => {
  const points = statisticsPoints({ device_class: "energy" }, "Wh", [{ ...row, state: 5_000, sum: 7_000 }]);
  expect(points.map(({ family, labels, value }) => [family.name, labels[0]?.[1], value])).toEqual([
    ["ha_energy_kwh", "state", 5],
    ["ha_energy_kwh", "sum", 7],
  ]);
});

test("a number without a quantity keeps its unit as a label", () => {
  const [point] = statisticsPoints({ unit_of_measurement: "dogs" }, "dogs", [{ ...row, mean: 3 }]);
  expect(point).toMatchObject({
    family: { name: "ha_value" },
    labels: [
      ["unit", "dogs"],
      ["statistic", "mean"],
    ],
    value: 3,
  });
});

test("time is cut at calendar months and days", () => {
  const from = Date.UTC(2026, 0, 30, 12);
  expect(months(from, Date.UTC(2026, 2, 2)).map(({ name }) => name)).toEqual(["2026-01", "2026-02", "2026-03"]);
  const cut = days(from, Date.UTC(2026, 1, 1, 6));
  expect(cut.map(({ name }) => name)).toEqual(["2026-01-30", "2026-01-31", "2026-02-01"]);
  expect(cut.map(({ fromMs, toMs }) => (toMs - fromMs) / HOUR_MS)).toEqual([12, 24, 6]);
});
