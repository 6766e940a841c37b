import { expect, test } from "vitest";
import { encode, exporterBed, house } from "./house-exporter.testing.ts";
import { createHouseSeries } from "./house-series.ts";
import { restoreLedger } from "./ledger.ts";
import { createSeriesFactory } from "./series-factory.ts";

const T0 = Date.parse("2026-11-22T12:00:00Z");
const HELPER = "input_boolean.night";

test("a window by an entity that is not there yet is looked for again a second later, and follows it from then on", () => {
  const bed = exporterBed();
  const { emitter, journal, exporter } = bed;
  const windows = new Map([["night", { kind: "entity", entityId: HELPER } as const]]);
  const series = createHouseSeries({
    emitter,
    journal,
    factory: createSeriesFactory(1, journal, encode),
    encode,
    instance: "home",
    windows,
    remembered: restoreLedger([]),
  });
  series.place({ timeZone: "Europe/Berlin", latitude: 52, longitude: 13 }, T0);
  expect(series.advance(exporter.entities, T0)).toBe(T0 + 1_000);

  exporter.snapshot({ entities: house({ [HELPER]: ["on", T0 + 400, {}] }), askedMs: T0 + 500, complete: true, restarted: false }, T0 + 600);
  bed.points.length = 0;
  expect(series.advance(exporter.entities, T0 + 1_000)).toBe(T0 + 2_000);
  expect(bed.points.filter(({ name }) => name.startsWith("ha_window")).map(({ name, value }) => [name, value])).toEqual([
    ["ha_window_active", 1],
    ["ha_window_start_seconds", (T0 + 400) / 1_000],
  ]);
});
