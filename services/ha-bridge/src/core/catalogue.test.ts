import { describe, expect, test } from "vitest";
import { allFamilies, families, familyByName } from "./catalogue.ts";
import type { Family } from "./family.ts";
import type { OtlpMetric, TranslationStrategy } from "./otlp-translation.ts";
import { translateName, translationStrategies } from "./otlp-translation.ts";

describe("the catalogue", () => {
  test("has no name twice", () => {
    const names = allFamilies.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test("finds each family by its name", () => {
    expect(allFamilies.filter((family) => familyByName.get(family.name) !== family)).toEqual([]);
  });

  test("has every family that the code names", () => {
    expect(Object.values(families).filter((family) => !allFamilies.includes(family))).toEqual([]);
  });
});

describe("of the families", () => {
  test("each name is made of small letters, digits and single underscores", () => {
    expect(namesOf((family) => !/^ha(_[a-z0-9]+)+$/.test(family.name))).toEqual([]);
  });

  test.for(translationStrategies)("each keeps its name under %s", (strategy) => {
    expect(namesOf((family) => translateName(family, strategy) !== family.name)).toEqual([]);
  });

  test("each help is a sentence", () => {
    expect(namesOf((family) => !/^[A-Z][^\n]{3,}\.$/.test(family.help))).toEqual([]);
  });

  test("those that end in _total are the counters", () => {
    expect(namesOf((family) => family.name.endsWith("_total") !== (family.kind === "counter"))).toEqual([]);
  });

  test("none has the unit 1, which would add _ratio", () => {
    expect(namesOf((family) => family.unit === "1")).toEqual([]);
  });

  test("none has a unit in braces with a slash, which VictoriaMetrics with Prometheus' naming takes apart all the same", () => {
    expect(namesOf((family) => /\{.*\//.test(family.unit))).toEqual([]);
  });

  test("each label is one that every store keeps as it is", () => {
    expect(namesOf((family) => family.labels.some((label) => !/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(label)))).toEqual([]);
  });

  test("none has a label of its own that its scope has already", () => {
    const common = ["job", "instance"];
    const ofEntities = [...common, "entity_id", "domain", "device_class", "area", "floor", "category"];
    expect(namesOf(({ labels, scope }) => labels.some((label) => (scope === "entity" ? ofEntities : common).includes(label)))).toEqual([]);
  });
});

describe("the port of the translation rules", () => {
  const gauge = (name: string, unit: string): OtlpMetric => ({ name, unit, kind: "gauge" });

  test.for<[OtlpMetric, TranslationStrategy, string]>([
    [gauge("room.temperature", "Cel"), "UnderscoreEscapingWithSuffixes", "room_temperature_celsius"],
    [gauge("x", "[degF]"), "UnderscoreEscapingWithSuffixes", "x_degF_"],
    [gauge("x", "µg/m³"), "UnderscoreEscapingWithSuffixes", "x_g_per_m"],
    [gauge("x", "m³"), "UnderscoreEscapingWithSuffixes", "x_m_"],
    [gauge("x", "[psi]"), "UnderscoreEscapingWithSuffixes", "x_psi_"],
    [gauge("x", "[mi_i]/h"), "UnderscoreEscapingWithSuffixes", "x_mi_i_per_hour"],
    [gauge("x", "ug/m3"), "UnderscoreEscapingWithSuffixes", "x_ug_per_m3"],
    [gauge("wind_meters_per_second", "m/s"), "UnderscoreEscapingWithSuffixes", "wind_meters_per_second_per_second"],
    [gauge("pressure_hpa", "hPa"), "UnderscoreEscapingWithSuffixes", "pressure_hpa_hPa"],
    [gauge("x", "{rpm}"), "UnderscoreEscapingWithSuffixes", "x"],
    [gauge("x", "1"), "UnderscoreEscapingWithSuffixes", "x_ratio"],
    [gauge("a__b", ""), "UnderscoreEscapingWithSuffixes", "a_b"],
    [gauge("1x", ""), "UnderscoreEscapingWithSuffixes", "_1x"],
    [{ name: "total.requests", unit: "", kind: "counter" }, "UnderscoreEscapingWithSuffixes", "requests_total"],
    [gauge("room.temperature", "Cel"), "UnderscoreEscapingWithoutSuffixes", "room_temperature"],
    [gauge("room.temperature", "Cel"), "NoUTF8EscapingWithSuffixes", "room.temperature_celsius"],
    [{ name: "water_m3_total", unit: "m3", kind: "counter" }, "NoUTF8EscapingWithSuffixes", "water_m3_total"],
    [gauge("x", "1"), "NoUTF8EscapingWithSuffixes", "x_ratio"],
    [gauge("room.temperature", "Cel"), "NoTranslation", "room.temperature"],
  ])("makes of %o by %s %s", ([metric, strategy, expected]) => {
    expect(translateName(metric, strategy)).toBe(expected);
  });
});

function namesOf(isWrong: (family: Family) => boolean): string[] {
  return allFamilies.filter(isWrong).map(({ name }) => name);
}
