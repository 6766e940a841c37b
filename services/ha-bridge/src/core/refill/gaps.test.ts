import { describe, expect, test } from "vitest";
import { changedTo, exporterBed, house } from "../house-exporter.testing.ts";

/** Which stretches of the past the exporter finds missing. */

const T0 = Date.parse("2026-11-22T12:00:00Z");
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const LIGHT = "light.cellar";

const states = (state: string, changedMs: number) => ({ [LIGHT]: [state, changedMs, {}] as const });
const look = (bed: ReturnType<typeof exporterBed>, state: string, changedMs: number, askedMs: number, restarted = false) =>
  bed.exporter.snapshot({ entities: house(states(state, changedMs)), askedMs, complete: true, restarted }, askedMs + 5);

function seen(state = "off") {
  const bed = exporterBed();
  look(bed, state, T0 - MINUTE, T0);
  return bed;
}

describe("after a cut of the connection", () => {
  test("the first look at a house misses nothing that could be known", () => {
    expect(seen().stretches).toEqual([]);
  });

  test("an entity that changed misses what lies between the change we know and the one we see", () => {
    const bed = seen();
    bed.exporter.settle(T0 + 20 * SECOND);
    bed.exporter.lost();
    look(bed, "on", T0 + 50 * SECOND, T0 + 60 * SECOND);
    expect(bed.stretches).toMatchObject([
      { entityId: LIGHT, afterUs: (T0 - MINUTE) * 1000, beforeUs: (T0 + 50 * SECOND) * 1000, fromMs: T0, toMs: T0 + 60 * SECOND, ended: false },
    ]);
  });

  test("one that did not change misses nothing, unless the silence is long enough to be seen", () => {
    const bed = seen();
    bed.exporter.lost();
    look(bed, "off", T0 - MINUTE, T0 + 3 * MINUTE);
    expect(bed.stretches).toEqual([]);
    bed.exporter.lost();
    look(bed, "off", T0 - MINUTE, T0 + 20 * MINUTE);
    expect(bed.stretches).toMatchObject([{ afterUs: (T0 - MINUTE) * 1000, beforeUs: (T0 - MINUTE) * 1000, fromMs: T0 + 3 * MINUTE }]);
  });

  test("one whose last change bears a time of a clock that was wrong misses the gap as any other", () => {
    const bed = exporterBed();
    look(bed, "off", T0 + 60 * MINUTE, T0);
    bed.exporter.settle(T0 + 20 * SECOND);
    bed.exporter.lost();
    look(bed, "on", T0 + 50 * SECOND, T0 + 60 * SECOND);
    expect(bed.stretches).toMatchObject([{ afterUs: (T0 + 20 * SECOND) * 1000, beforeUs: (T0 + 50 * SECOND) * 1000, toMs: T0 + 60 * SECOND }]);
  });

  test("one that is gone misses everything up to now, under the labels that it had", () => {
    const bed = seen();
    bed.exporter.lost();
    bed.exporter.snapshot({ entities: house({}), askedMs: T0 + MINUTE, complete: true, restarted: false }, T0 + MINUTE);
    expect(bed.stretches).toMatchObject([{ entityId: LIGHT, beforeUs: null, fromMs: T0, toMs: T0 + MINUTE }]);
    expect(bed.stretches[0]?.gone?.labels).toContainEqual(["entity_id", LIGHT]);
  });

  test("one that was added while we looked on misses nothing", () => {
    const bed = seen();
    bed.exporter.added("switch.new", { s: "on", a: {}, lc: (T0 + 5_000) / 1000 }, T0 + 5_100);
    bed.exporter.lost();
    look(bed, "off", T0 - MINUTE, T0 + MINUTE);
    bed.exporter.added("switch.newer", { s: "on", a: {}, lc: (T0 + 70_000) / 1000 }, T0 + 70_100);
    expect(bed.stretches.map(({ entityId }) => entityId)).toEqual(["switch.new"]);
  });
});

test("after Home Assistant was down, the stretch begins behind the end that was written", () => {
  const bed = seen("on");
  bed.exporter.settle(T0 + 20 * SECOND);
  bed.exporter.down(T0 + 40 * SECOND);
  bed.exporter.lost();
  look(bed, "on", T0 + 80 * SECOND, T0 + 90 * SECOND, true);
  expect(bed.stretches).toMatchObject([
    { fromMs: T0 + 20 * SECOND + 1, toMs: T0 + 90 * SECOND, ended: true, since: { state: "on", sinceUs: (T0 - MINUTE) * 1000 } },
  ]);
});

test("two looks at a house that starts are after one and the same gap", () => {
  const bed = seen("on");
  bed.exporter.down(T0 + 40 * SECOND);
  bed.exporter.lost();
  bed.exporter.snapshot({ entities: house({}), askedMs: T0 + 60 * SECOND, complete: false, restarted: true }, T0 + 60 * SECOND);
  bed.exporter.settle(T0 + 70 * SECOND);
  look(bed, "on", T0 + 75 * SECOND, T0 + 80 * SECOND);
  expect(bed.stretches).toMatchObject([{ entityId: LIGHT, fromMs: T0 + 1 }]);
  expect(bed.stretches[0]?.afterUs).toBe((T0 - MINUTE) * 1000);
});

test("a restart of the bridge remembers what was sampled, and what waits for being refilled", () => {
  const first = seen();
  first.exporter.changed(LIGHT, changedTo("on", T0 + SECOND), T0 + 1_100);
  const second = exporterBed({ sections: [first.section()] });
  look(second, "off", T0 + 30 * SECOND, T0 + 40 * SECOND);
  expect(second.stretches).toMatchObject([{ afterUs: (T0 + SECOND) * 1000, beforeUs: (T0 + 30 * SECOND) * 1000, ended: false }]);
});

describe("since when a light is on, by its history", () => {
  const since = { state: "on", sinceUs: (T0 + 10 * SECOND) * 1000 };

  test("is corrected where the change fell into the gap", () => {
    const bed = seen("on");
    bed.exporter.down(T0);
    bed.exporter.lost();
    look(bed, "on", T0 + 80 * SECOND, T0 + 90 * SECOND, true);
    bed.points.length = 0;
    bed.exporter.corrected(LIGHT, (T0 + 80 * SECOND) * 1000, since, T0 + 100 * SECOND);
    expect(bed.take("ha_on_since_seconds")).toEqual([[T0 + 100 * SECOND, T0 / 1000 + 10]]);
  });

  test("is left alone when it was switched on later", () => {
    const bed = seen("on");
    bed.exporter.lost();
    look(bed, "on", T0 - MINUTE, T0 + 20 * SECOND);
    bed.exporter.changed(LIGHT, changedTo("off", T0 + 30 * SECOND), T0 + 31 * SECOND);
    bed.exporter.changed(LIGHT, changedTo("on", T0 + 40 * SECOND), T0 + 41 * SECOND);
    bed.points.length = 0;
    bed.exporter.corrected(LIGHT, (T0 - MINUTE) * 1000, since, T0 + 50 * SECOND);
    expect(bed.take("ha_on_since_seconds")).toEqual([]);
  });
});
