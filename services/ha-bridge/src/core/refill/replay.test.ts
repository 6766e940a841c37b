import { describe, expect, test } from "vitest";
import type { HistoryRow } from "../history.ts";
import { createJournal } from "../journal.ts";
import type { LabelFacts } from "../entity-labels.ts";
import { createExportedEntity } from "../exported-entity.ts";
import { noRegistries } from "../registries.ts";
import { createSeriesFactory } from "../series-factory.ts";
import type { LabelPairs, Series } from "../series.ts";
import { createReplay, type Past } from "./replay.ts";
import type { Run } from "./runs.ts";

const T = Date.UTC(2026, 0, 5, 20);
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const encode = (labels: LabelPairs) => new TextEncoder().encode(JSON.stringify(labels));

type Written = Record<string, (readonly [seconds: number, value: number | "end"])[]>;

/** The points of a light's past, in seconds after its beginning, by family. */
function replayed(
  given: Partial<Past> & { start?: HistoryRow; rows?: HistoryRow[]; runs?: Run[]; entityId?: string; notBeforeMs?: number },
): Written {
  const { start, rows = [], entityId = "light.lamp", notBeforeMs = 0, ...rest } = given;
  const past: Past = { afterUs: T * 1000, beforeUs: null, fromMs: T, toMs: T + 10 * MINUTE, ended: false, ...rest };
  const written: Written = {};
  const note = (series: Series, atMs: number, value: number | "end") => {
    const own = series.own && (JSON.parse(new TextDecoder().decode(series.own)) as [string, string][])[0]?.[1];
    (written[own === undefined ? series.family.name : `${series.family.name} ${own}`] ??= []).push([(atMs - T) / SECOND, value]);
  };
  const labels: LabelFacts = { instance: "home", registries: noRegistries, optional: [] };
  const [domain = ""] = entityId.split(".");
  const replay = createReplay({
    context: {
      labelFacts: labels,
      houseFacts: { timeZone: "UTC", zoneNames: [], location: false, forecasts: new Map(), temperatureUnit: "°C" },
      events: {
        setOverflow: () => undefined,
        mappingFailed: (id, error) => {
          throw new Error(id, { cause: error });
        },
      },
    },
    factory: createSeriesFactory(1, createJournal(), encode),
    sink: { add: note, end: (series, atMs) => note(series, atMs, "end") },
    template: createExportedEntity({ entityId, domain, state: "on", attributes: {}, lastChangedUs: 0, lastUpdatedUs: 0 }, true),
    past,
    runs: given.runs ?? [{ fromMs: T, toMs: past.toMs, end: "goesOn" }],
    notBeforeMs,
  });
  if (start !== undefined) replay.start(start);
  for (const one of rows) replay.row(one);
  replay.finish();
  return written;
}

function row(state: string | undefined, seconds: number, attributes: Record<string, unknown> = {}): HistoryRow {
  const us = (T + seconds * SECOND) * 1000;
  return { state, attributes, lastChangedUs: us, lastUpdatedUs: us };
}

const last = (seconds: number) => ({ beforeUs: (T + seconds * SECOND) * 1000 });

describe("a past while Home Assistant ran", () => {
  test("each change has one sample at its time; the first seen after the gap has it already", () => {
    const written = replayed({ start: row("off", -60), rows: [row("on", 10), row("off", 20), row("on", 30)], toMs: T + 40 * SECOND, ...last(30) });
    expect(written["ha_on"]).toEqual([
      [10, 1],
      [20, 0],
    ]);
    expect(written["ha_on_since_seconds"]).toEqual([
      [10, T / 1000 + 10],
      [20, "end"],
    ]);
  });

  test("rows that were sampled before the gap are taken in and not written again", () => {
    const written = replayed({ afterUs: T * 1000, rows: [row("on", -5), row("off", 0), row("on", 9)], toMs: T + 10 * SECOND, ...last(9) });
    expect(written["ha_on"]).toBeUndefined();
  });

  test("a value is repeated every four minutes up to where it is written again", () => {
    const written = replayed({ start: row("on", -60), toMs: T + 10 * MINUTE, ...last(-60) });
    expect(written["ha_on"]).toEqual([
      [240, 1],
      [480, 1],
    ]);
    expect(written["ha_entity_available"]).toHaveLength(2);
    expect(written["ha_entity_last_reported_seconds"]).toBeUndefined();
  });

  test("an end that was written too early is made good", () => {
    const written = replayed({ start: row("on", -60), ended: true, rows: [row("off", 5)], toMs: T + 20 * SECOND, ...last(5) });
    expect(written["ha_on"]).toEqual([[0.001, 1]]);
    expect(written["ha_entity_available"]).toEqual([[0.001, 1]]);
  });

  test("a change in the last proven millisecond that was not heard any more lies before that end, and the value goes on as it is since", () => {
    const past = { ended: true, afterUs: (T - MINUTE) * 1000, toMs: T + 20 * SECOND, ...last(5) };
    const written = replayed({ start: row("on", -60), rows: [row("off", -0.001), row("on", 5)], ...past });
    expect(written["ha_on"]).toEqual([
      [-0.001, 0],
      [0.001, 0],
    ]);
  });

  test("a change in the very millisecond of that end is one millisecond later, as no store keeps both", () => {
    const past = { ended: true, afterUs: (T - MINUTE) * 1000, toMs: T + 20 * SECOND, ...last(5) };
    const written = replayed({ start: row("on", -60), rows: [row("off", 0), row("on", 5)], ...past });
    expect(written["ha_on"]).toEqual([[0.001, 0]]);
  });

  test("unavailable ends the value, and only that", () => {
    const written = replayed({ start: row("on", -60), rows: [row("unavailable", 5), row("on", 8)], toMs: T + 9 * SECOND, beforeUs: null });
    expect(written["ha_on"]).toEqual([
      [5, "end"],
      [8, 1],
      [9, "end"],
    ]);
    expect(written["ha_entity_available"]).toEqual([
      [5, 0],
      [8, 1],
      [9, "end"],
    ]);
  });

  test("an entity that was removed ends where the recorder says so", () => {
    const written = replayed({ start: row("on", -60), rows: [row(undefined, 250)], beforeUs: null });
    expect(written["ha_on"]).toEqual([
      [240, 1],
      [250, "end"],
    ]);
  });

  test("changes in one millisecond get one each", () => {
    const at = (us: number, state: string): HistoryRow => ({ ...row(state, 5), lastUpdatedUs: (T + 5 * SECOND) * 1000 + us });
    const written = replayed({
      start: row("off", -60),
      rows: [at(10, "on"), at(20, "off"), at(30, "on"), row("off", 9)],
      toMs: T + 10 * SECOND,
      ...last(9),
    });
    expect(written["ha_on"]).toEqual([
      [5, 1],
      [5.001, 0],
      [5.002, 1],
    ]);
  });

  test.each([
    ["off", [4.999, 0]],
    ["unavailable", [4.999, "end"]],
  ])("the change to %s in the millisecond of the one that was seen first is a millisecond earlier, as no store keeps both", (state, wanted) => {
    const at = (us: number, value: string): HistoryRow => ({ ...row(value, 5), lastUpdatedUs: (T + 5 * SECOND) * 1000 + us });
    const rows = [row("on", 3), at(10, state), at(20, "on")];
    const written = replayed({ start: row("off", -60), rows, toMs: T + 6 * SECOND, beforeUs: (T + 5 * SECOND) * 1000 + 20 });
    expect(written["ha_on"]).toEqual([[3, 1], wanted]);
  });

  test("a series that came and went within the gap ends although it was never seen live", () => {
    const rows = [row("on", 5, { percentage: 40 }), row("off", 9)];
    const written = replayed({ entityId: "fan.attic", start: row("off", -60), rows, toMs: T + 10 * SECOND, ...last(9) });
    expect(written["ha_fan_speed_percent"] ?? written["ha_fan_percentage_percent"]).toEqual([
      [5, 40],
      [9, "end"],
    ]);
  });

  test("what the store takes no more is not written", () => {
    const written = replayed({
      start: row("off", -60),
      rows: [row("on", 10), row("off", 20), row("on", 30)],
      toMs: T + 40 * SECOND,
      ...last(30),
      notBeforeMs: T + 15 * SECOND,
    });
    expect(written["ha_on"]).toEqual([[20, 0]]);
  });
});

describe("a past in which Home Assistant was down", () => {
  const restart: Run[] = [
    { fromMs: T, toMs: T + 30 * SECOND, end: "stopped" },
    { fromMs: T + 60 * SECOND, toMs: T + 10 * MINUTE, end: "goesOn" },
  ];

  test("ends at the stop and begins with the first row after it", () => {
    const written = replayed({
      start: row("on", -60),
      rows: [row("off", 20), row("on", 61), row("off", 70)],
      runs: restart,
      toMs: T + 80 * SECOND,
      ...last(70),
    });
    expect(written["ha_on"]).toEqual([
      [20, 0],
      [30, "end"],
      [61, 1],
    ]);
  });

  test("rows written while it shut down lie before the end", () => {
    const written = replayed({ start: row("on", -60), rows: [row("off", 31), row("on", 61)], runs: restart, toMs: T + 80 * SECOND, ...last(61) });
    expect(written["ha_on"]).toEqual([
      [31, 0],
      [31.001, "end"],
    ]);
  });

  test("a light that is on afterwards as before has been on all the time", () => {
    const since = { state: "on", sinceUs: (T - 3_600_000) * 1000 };
    const written = replayed({
      start: row("on", -60),
      since,
      rows: [row("on", 61), row("off", 70)],
      runs: restart,
      toMs: T + 80 * SECOND,
      ...last(70),
    });
    expect(written["ha_on_since_seconds"]).toEqual([
      [30, "end"],
      [61, T / 1000 - 3600],
      [70, "end"],
    ]);
  });

  test("of a run whose end nobody knows only the rows are written, each to its end", () => {
    const died: Run[] = [
      { fromMs: T, toMs: T + 500 * SECOND, end: "died" },
      { fromMs: T + 500 * SECOND, toMs: T + 10 * MINUTE, end: "goesOn" },
    ];
    const written = replayed({ start: row("on", -60), ended: true, rows: [row("off", 20), row("on", 505)], runs: died, ...last(505) });
    expect(written["ha_on"]).toEqual([
      [20, 0],
      [20.001, "end"],
    ]);
  });
});
