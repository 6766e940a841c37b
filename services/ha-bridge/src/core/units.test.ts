import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { UnitKind } from "./unit-kinds.ts";
import { unitKinds } from "./unit-kinds.ts";
import type { UnitKindName } from "./units.ts";
import { convert, normaliseUnit } from "./units.ts";

const kinds = Object.entries(unitKinds) as [UnitKindName, UnitKind][];
const unitsOfKinds = kinds.flatMap(([kind, { units }]) => Object.keys(units).map((unit) => ({ kind, unit })));

describe("a value in the canonical unit", () => {
  test.for<[number, string, UnitKindName, number]>([
    [21.5, "°C", "celsius", 21.5],
    [68, "°F", "celsius", 20],
    [-40, "°F", "celsius", -40],
    [273.15, "K", "celsius", 0],
    [9, "°F", "celsiusDelta", 5],
    [9, "K", "celsiusDelta", 9],
    [1.2, "kW", "watts", 1200],
    [1000, "BTU/h", "watts", 293.07107],
    [3.6, "MJ", "kwh", 1],
    [1500, "Wh", "kwh", 1.5],
    [2, "kWh/100km", "whPerKm", 20],
    [5, "km/kWh", "whPerKm", 200],
    [1013.25, "hPa", "hpa", 1013.25],
    [1, "atm", "hpa", 1013.25],
    [29.92, "inHg", "hpa", 1013.2075],
    [14.7, "psi", "hpa", 1013.5293],
    [3, "mg/m³", "ugPerM3", 3000],
    [250, "ppb", "ppm", 0.25],
    [1, "gal", "m3", 0.003785411784],
    [1, "CCF", "m3", 2.8316846592],
    [128, "fl. oz.", "m3", 0.003785411784],
    [10, "L/min", "m3PerHour", 0.6],
    [1, "nmi", "meters", 1852],
    [1, "in", "mm", 25.4],
    [24, "mm/d", "mmPerHour", 1],
    [36, "km/h", "metersPerSecond", 10],
    [10, "kn", "metersPerSecond", 5.1444444444],
    [6, "Beaufort", "beaufort", 6],
    [8, "Mbit", "bytes", 1e6],
    [1, "MB", "bytes", 1_000_000],
    [1, "MiB", "bytes", 1_048_576],
    [100, "Mbit/s", "bytesPerSecond", 12_500_000],
    [90, "min", "seconds", 5400],
    [1, "w", "seconds", 604_800],
    [2, "lb", "kilograms", 0.90718474],
    [1, "ac", "m2", 4046.8564224],
    [100, "BTU/(h⋅ft²)", "wattsPerM2", 315.4590745],
    [1.5, "mS/cm", "usPerCm", 1500],
    [5.5, "mmol/L", "mgPerDl", 99.088],
    [4, "pCi/L", "bqPerM3", 148],
    [0.95, "", "percentOrRatio", 95],
  ])("%d %s as %s is %d", ([value, unit, kind, expected]) => {
    expect(convert(value, unit, kind)).toBeCloseTo(expected, 4);
  });

  test("is undefined for a unit of another kind", () => {
    expect(convert(5, "kWh", "watts")).toBeUndefined();
  });

  test("is undefined for a unit named like a property of every object", () => {
    expect(convert(5, "constructor", "watts")).toBeUndefined();
  });

  test("takes m for metres among the lengths", () => {
    expect(convert(2, "m", "meters")).toBe(2);
  });

  test("takes m for months among the times", () => {
    expect(convert(12, "m", "seconds")).toBe(convert(1, "y", "seconds"));
  });

  test("keeps a value in its canonical unit bit by bit", () => {
    for (const [kind, { symbol }] of kinds) expect(convert(0.1 + 0.2, symbol, kind)).toBe(0.1 + 0.2);
  });
});

describe("spellings", () => {
  test.for(["\u00b5g/m³", "\u03bcg/m³", "ug/m3"])("%s is µg/m³", (unit) => {
    expect(convert(7, unit, "ugPerM3")).toBe(7);
  });

  test("the two micro signs become the same text", () => {
    expect(normaliseUnit("\u00b5mol/s⋅m²")).toBe(normaliseUnit("\u03bcmol/s⋅m²"));
  });

  test("kVAr is kvar", () => {
    expect(convert(1, "kVAr", "var")).toBe(1000);
  });
});

describe("every conversion", () => {
  const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });

  test.for(unitsOfKinds)("of $unit to $kind keeps the order of values", ({ kind, unit }) => {
    const rising = convert(1, unit, kind)! < convert(2, unit, kind)!;
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e6, noNaN: true }), fc.double({ min: 1, max: 1e6, noNaN: true }), (one, other) => {
        const [low, high] = one < other ? [one, other] : [other, one];
        const [first, second] = [convert(low, unit, kind)!, convert(high, unit, kind)!];
        return rising ? first <= second : first >= second;
      }),
      { numRuns: 50 },
    );
  });

  test.for(unitsOfKinds.filter(({ unit }) => !unit.endsWith("/kWh")))("of $unit to $kind can be undone", ({ kind, unit }) => {
    const zero = convert(0, unit, kind)!;
    const one = convert(1, unit, kind)! - zero;
    fc.assert(
      fc.property(value, (number) => Math.abs((convert(number, unit, kind)! - zero) / one - number) <= 1e-6 * Math.max(1, Math.abs(number))),
      { numRuns: 50 },
    );
  });
});
