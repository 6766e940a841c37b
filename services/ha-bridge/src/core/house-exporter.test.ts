import { expect, test } from "vitest";
import { changedTo, exporterBed, house } from "./house-exporter.testing.ts";
import type { Registries, RegistryEntity } from "./registries.ts";

const T0 = Date.parse("2026-11-22T12:00:00Z");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function light(state = "on", changedMs = T0 - HOUR) {
  return { "light.cellar": [state, changedMs, { friendly_name: "Cellar" }] as const, "zone.home": ["0", T0 - 10 * DAY, {}] as const };
}

test("the first sight is a sample at the change's own time and one at the time of the question", () => {
  const bed = exporterBed();
  bed.exporter.snapshot({ entities: house(light()), askedMs: T0, complete: true, restarted: false }, T0 + 5);
  expect(bed.take("ha_on")).toEqual([
    [T0 - HOUR, 1],
    [T0, 1],
  ]);
});

test("what changed an hour ago goes by the backlog lane, so that it cannot spoil a live request", () => {
  const bed = exporterBed();
  bed.exporter.snapshot({ entities: house(light()), askedMs: T0, complete: true, restarted: false }, T0 + 5);
  expect(bed.points.filter(({ name }) => name === "ha_on").map(({ lane }) => lane)).toEqual(["backlog", "live"]);
});

test("a change ten days old is left out and counted, and the entity is there all the same", () => {
  const bed = exporterBed();
  bed.exporter.snapshot({ entities: house(light("on", T0 - 10 * DAY)), askedMs: T0, complete: true, restarted: false }, T0 + 5);
  expect(bed.take("ha_on")).toEqual([[T0, 1]]);
  expect(bed.emitter.counts.tooOld).toBeGreaterThan(0);
});

test("without an out-of-order window only the last 45 minutes are sent at their own time", () => {
  const bed = exporterBed({ windowMs: 0 });
  bed.exporter.snapshot({ entities: house(light("on", T0 - 50 * MINUTE)), askedMs: T0, complete: true, restarted: false }, T0 + 5);
  expect(bed.take("ha_on")).toEqual([[T0, 1]]);
});

test("a change is one sample at its millisecond", () => {
  const bed = seenHouse();
  bed.exporter.changed("light.cellar", { "+": { s: "off", lc: (T0 + 1234.567) / 1000 } }, T0 + 1300);
  expect(bed.take("ha_on")).toEqual([[T0 + 1234, 0]]);
});

test("two changes in one millisecond are two samples, one millisecond apart", () => {
  const bed = seenHouse();
  bed.exporter.changed("light.cellar", { "+": { s: "off", lc: (T0 + 1000.1) / 1000 } }, T0 + 1100);
  bed.exporter.changed("light.cellar", { "+": { s: "on", lc: (T0 + 1000.2) / 1000 } }, T0 + 1100);
  bed.exporter.changed("light.cellar", { "+": { s: "off", lc: (T0 + 1001) / 1000 } }, T0 + 1100);
  expect(bed.take("ha_on")).toEqual([
    [T0 + 1000, 0],
    [T0 + 1001, 1],
    [T0 + 1002, 0],
  ]);
});

test("a change that lies before a repeat is sent at its own time and again after the repeat", () => {
  const bed = seenHouse();
  bed.exporter.settle(T0 + 5000);
  bed.exporter.repeat(0, T0 + 5010);
  bed.take("ha_on");
  bed.exporter.changed("light.cellar", changedTo("off", T0 + 4000), T0 + 5020);
  expect(bed.take("ha_on")).toEqual([
    [T0 + 4000, 0],
    [T0 + 5001, 0],
  ]);
  expect(bed.emitter.counts.adjusted).toBe(2);
});

test("what was not heard of is said again: unchanged things as a repeat, a change after the last proof 1 ms after itself", () => {
  const bed = exporterBed();
  bed.exporter.snapshot(
    { entities: house({ ...light(), "light.porch": ["on", T0 - MINUTE, {}] }), askedMs: T0, complete: true, restarted: false },
    T0,
  );
  bed.exporter.settle(T0 + 5000);
  bed.exporter.changed("light.cellar", changedTo("off", T0 + 6000), T0 + 6010);
  bed.points.length = 0;
  bed.exporter.again(T0 + 7000);
  expect(bed.points.filter(({ name }) => name === "ha_on").map(({ labels, atMs, value, lane }) => [labels["entity_id"], atMs, value, lane])).toEqual([
    ["light.cellar", T0 + 6001, 0, "live"],
    ["light.porch", T0 + 5000, 1, "live"],
  ]);
});

test("without a new proof there is no repeat", () => {
  const bed = seenHouse();
  bed.exporter.repeat(0, T0 + 60_000);
  expect(bed.take("ha_on")).toEqual([]);
});

test("a repeat has the settled instant, whatever the clock says now", () => {
  const bed = seenHouse();
  bed.exporter.settle(T0 + 20_000);
  bed.exporter.repeat(0, T0 + 60_000);
  expect(bed.take("ha_on")).toEqual([[T0 + 20_000, 1]]);
});

test("unavailable ends the value at that instant and keeps the entity", () => {
  const bed = seenHouse();
  bed.exporter.changed("light.cellar", changedTo("unavailable", T0 + 1000), T0 + 1100);
  const points = [...bed.points];
  expect(bed.take("ha_on")).toEqual([[T0 + 1000, "end"]]);
  expect(points.find(({ name }) => name === "ha_entity_available")).toMatchObject({ atMs: T0 + 1000, value: 0 });
});

test("after an unavailable flap the light is on since it was switched on", () => {
  const bed = seenHouse();
  bed.exporter.changed("light.cellar", changedTo("unavailable", T0 + 1000), T0 + 1100);
  bed.take("ha_on");
  bed.exporter.changed("light.cellar", changedTo("on", T0 + 2000), T0 + 2100);
  expect(bed.take("ha_on_since_seconds")).toEqual([[T0 + 2000, (T0 - HOUR) / 1000]]);
});

test("a removed entity ends everywhere", () => {
  const bed = seenHouse();
  const live = bed.exporter.seriesCount;
  bed.points.length = 0;
  bed.exporter.removed("light.cellar", T0 + 1000, T0 + 1100);
  const ends = bed.points.filter(({ value }) => value === "end");
  expect(ends.every(({ atMs }) => atMs === T0 + 1000)).toBe(true);
  expect(ends.length + bed.exporter.seriesCount).toBeGreaterThanOrEqual(live - 3);
  expect(bed.exporter.entities.has("light.cellar")).toBe(false);
});

test("a move to another area ends the old series and begins the new one at the same instant", () => {
  const bed = seenHouse({ registries: inArea("cellar") });
  bed.exporter.relabel({ instance: "home", registries: inArea("attic"), optional: [] }, () => T0 + 3000, T0 + 3200);
  const on = bed.points.filter(({ name }) => name === "ha_on").map(({ labels, atMs, value }) => [labels["area"], atMs, value]);
  expect(on).toEqual([
    ["cellar", T0 + 3000, "end"],
    ["attic", T0 + 3000, 1],
  ]);
});

test("a change that was sent under the old labels after the move moves the end behind it", () => {
  const bed = seenHouse({ registries: inArea("cellar") });
  bed.exporter.changed("light.cellar", changedTo("off", T0 + 3100), T0 + 3110);
  bed.take("ha_on");
  bed.exporter.relabel({ instance: "home", registries: inArea("attic"), optional: [] }, () => T0 + 3000, T0 + 3200);
  const on = bed.points
    .filter(({ name, atMs }) => name === "ha_on" && atMs > T0 + 3100)
    .map(({ labels, atMs, value }) => [labels["area"], atMs, value]);
  expect(on).toEqual([
    ["cellar", T0 + 3101, "end"],
    ["attic", T0 + 3101, 0],
  ]);
});

test("a renamed entity goes on under its new name, on since the same instant", () => {
  const bed = seenHouse();
  bed.exporter.renamed("light.cellar", "light.basement", T0 + 1000, T0 + 1010);
  bed.exporter.added("light.basement", { s: "on", a: { friendly_name: "Cellar" }, lc: (T0 + 1005) / 1000 }, T0 + 1020);
  const since = bed.points.filter(({ name, value }) => name === "ha_on_since_seconds" && value !== "end");
  expect(new Set(since.map(({ labels, value }) => `${labels["entity_id"]} ${value}`))).toEqual(new Set([`light.basement ${(T0 - HOUR) / 1000}`]));
  expect(bed.points.find(({ name, labels }) => name === "ha_on" && labels["entity_id"] === "light.basement")).toMatchObject({
    atMs: T0 + 1000,
    value: 1,
  });
});

test("an entity that is missing while Home Assistant starts is not removed", () => {
  const bed = seenHouse();
  bed.exporter.lost();
  bed.exporter.down(T0 + 40_000);
  bed.take("ha_on");
  bed.exporter.snapshot(
    { entities: house({ "zone.home": ["0", T0 + 60_000] }), askedMs: T0 + 61_000, complete: false, restarted: true },
    T0 + 61_000,
  );
  bed.exporter.added("light.cellar", { s: "on", a: {}, lc: (T0 + 62_000) / 1000 }, T0 + 62_010);
  expect(bed.take("ha_on_since_seconds").at(-1)?.[1]).toBe((T0 - HOUR) / 1000);
});

test("an entity that a complete look lacks ends right after its last sample", () => {
  const bed = seenHouse();
  bed.exporter.lost();
  bed.exporter.snapshot(
    { entities: house({ "zone.home": ["0", T0 - 10 * DAY] }), askedMs: T0 + 61_000, complete: true, restarted: false },
    T0 + 61_000,
  );
  expect(bed.take("ha_on")).toEqual([[T0 + 1, "end"]]);
});

test("a cut socket ends nothing, and a change in the gap has its own time", () => {
  const bed = seenHouse();
  bed.exporter.lost();
  bed.exporter.snapshot({ entities: house(light("off", T0 + 30_000)), askedMs: T0 + 61_000, complete: true, restarted: false }, T0 + 61_010);
  expect(bed.take("ha_on")).toEqual([
    [T0 + 30_000, 0],
    [T0 + 61_000, 0],
  ]);
});

test("a light switched off and on in a gap of ours is on since then", () => {
  const bed = seenHouse();
  bed.exporter.lost();
  bed.exporter.snapshot({ entities: house(light("on", T0 + 30_000)), askedMs: T0 + 61_000, complete: true, restarted: false }, T0 + 61_010);
  expect(bed.take("ha_on_since_seconds").at(-1)).toEqual([T0 + 61_000, (T0 + 30_000) / 1000]);
});

test("home assistant that is down ends every series right after the last proof", () => {
  const bed = seenHouse();
  bed.exporter.settle(T0 + 20_000);
  bed.points.length = 0;
  bed.exporter.down(T0 + 60_000);
  expect(new Set(bed.points.map(({ atMs, value }) => `${atMs} ${value}`))).toEqual(new Set([`${T0 + 20_001} end`]));
});

test("a restart of the bridge ends nothing and repeats no change that was sent", () => {
  const before = seenHouse();
  const after = exporterBed({ sections: [before.section()] });
  after.exporter.snapshot({ entities: house(light()), askedMs: T0 + 10_000, complete: true, restarted: false }, T0 + 10_010);
  expect(after.points.filter(({ value }) => value === "end")).toEqual([]);
  expect(after.take("ha_on")).toEqual([[T0 + 10_000, 1]]);
});

test("a series that an unchanged entity has no more after a restart of the bridge ends when that was seen", () => {
  const person = { "person.ada": ["home", T0 - DAY, {}] as const };
  const withZones = (bed: ReturnType<typeof exporterBed>, zoneNames: string[]) =>
    bed.exporter.house({ timeZone: "Europe/Berlin", zoneNames, location: false, forecasts: new Map(), temperatureUnit: "°C" }, T0);
  const before = exporterBed();
  withZones(before, ["Work"]);
  before.exporter.snapshot({ entities: house(person), askedMs: T0, complete: true, restarted: false }, T0);
  const bed = exporterBed({ sections: [before.section()] });
  withZones(bed, []);
  bed.exporter.snapshot({ entities: house(person), askedMs: T0 + HOUR, complete: true, restarted: false }, T0 + HOUR);
  const ofWork = bed.points.filter(({ labels }) => labels["state"] === "Work");
  expect(ofWork.map(({ atMs, value }) => [atMs, value])).toEqual([[T0 + HOUR, "end"]]);
});

test("an entity that moved while the bridge was away begins under its new area with what it is, not with nothing", () => {
  const before = seenHouse({ registries: inArea("cellar") });
  const after = exporterBed({ sections: [before.section()], registries: inArea("attic") });
  after.exporter.snapshot({ entities: house(light()), askedMs: T0 + 10_000, complete: true, restarted: false }, T0 + 10_010);
  const on = after.points.filter(({ name }) => name === "ha_on").map(({ labels, atMs, value }) => [labels["area"], atMs, value]);
  expect(on).toEqual([
    ["cellar", T0 + 1, "end"],
    ["attic", T0 + 10_000, 1],
  ]);
});

test("a forecast that is not heard yet after a restart of the bridge neither ends nor is invented", () => {
  const weather = { "weather.home": ["rainy", T0 - 1000, { temperature_unit: "°C" }] as const };
  const before = exporterBed();
  before.exporter.house(
    { timeZone: "UTC", zoneNames: [], location: false, temperatureUnit: "°C", forecasts: new Map([["weather.home", { temperatureMin: 3 }]]) },
    T0,
  );
  before.exporter.snapshot({ entities: house(weather), askedMs: T0, complete: true, restarted: false }, T0);
  const after = exporterBed({ sections: [before.section()] });
  after.exporter.snapshot({ entities: house(weather), askedMs: T0 + 10_000, complete: true, restarted: false }, T0 + 10_000);
  after.exporter.settle(T0 + 20_000);
  after.exporter.repeat(0, T0 + 20_000);
  expect(after.take("ha_weather_forecast_temperature_min_celsius")).toEqual([]);
});

test("what was removed while the bridge was away ends right after its last sample", () => {
  const before = seenHouse();
  const after = exporterBed({ sections: [before.checkpoint()] });
  after.exporter.snapshot(
    { entities: house({ "zone.home": ["0", T0 - 10 * DAY] }), askedMs: T0 + 10_000, complete: true, restarted: false },
    T0 + 10_010,
  );
  expect(
    after.points.filter(({ name, value }) => name === "ha_on" && value === "end").map(({ atMs, labels }) => [atMs, labels["entity_id"]]),
  ).toEqual([[T0 + 1, "light.cellar"]]);
});

test("since when a light is on survives a restart of bridge and Home Assistant together", () => {
  const before = seenHouse();
  const after = exporterBed({ sections: [before.section()] });
  const states = { "light.cellar": ["on", T0 + 50_000, {}] as const, "zone.home": ["0", T0 + 45_000] as const };
  after.exporter.snapshot({ entities: house(states), askedMs: T0 + 61_000, complete: true, restarted: true }, T0 + 61_010);
  expect(after.take("ha_on_since_seconds").at(-1)?.[1]).toBe((T0 - HOUR) / 1000);
});

test("a clock a minute ahead is not believed", () => {
  const bed = seenHouse();
  bed.exporter.changed("light.cellar", changedTo("off", T0 + 61_000), T0 + 1000);
  expect(bed.take("ha_on")).toEqual([[T0 + 1000, 0]]);
  expect(bed.emitter.counts.clamped).toBeGreaterThan(0);
});

test("an entity that comes back before the end of its series does not stay ended until the next repeat", () => {
  const bed = exporterBed();
  bed.exporter.snapshot({ entities: house(light("on", T0 - MINUTE)), askedMs: T0, complete: true, restarted: false }, T0);
  bed.points.length = 0;
  // A reload of its integration: told of the removal we stamp the end, and the entity was there again by then.
  bed.exporter.removed("light.cellar", T0 + 150, T0 + 150);
  bed.exporter.added("light.cellar", { s: "on", a: {}, lc: (T0 + 140) / 1000 }, T0 + 160);
  expect(bed.take("ha_on")).toEqual([
    [T0 + 150, "end"],
    [T0 + 140, 1],
    [T0 + 151, 1],
  ]);
  bed.exporter.changed("light.cellar", changedTo("off", T0 + 10_000), T0 + 10_000);
  expect(bed.take("ha_on")).toEqual([[T0 + 10_000, 0]]);
});

test("a clock that is set back by an hour costs neither repeats nor changes", () => {
  const bed = exporterBed();
  const ahead = T0 + HOUR;
  bed.exporter.snapshot({ entities: house(light("on", ahead - MINUTE)), askedMs: ahead, complete: true, restarted: false }, ahead);
  bed.exporter.settle(ahead + 10_000);
  bed.exporter.repeat(0, ahead + 10_000);
  bed.points.length = 0;
  bed.exporter.repeat(0, T0 + 1_000);
  expect(bed.points).toEqual([]);
  bed.exporter.settle(T0 + 20_000);
  expect(bed.exporter.provenMs).toBe(T0 + 20_000);
  bed.exporter.repeat(0, T0 + 21_000);
  expect(bed.take("ha_on")).toEqual([[T0 + 20_000, 1]]);
  bed.exporter.changed("light.cellar", changedTo("off", T0 + 30_000), T0 + 30_050);
  expect(bed.take("ha_on")).toEqual([[T0 + 30_000, 0]]);
  bed.exporter.changed("light.cellar", changedTo("unavailable", T0 + 40_000), T0 + 40_050);
  expect(bed.take("ha_on")).toEqual([[T0 + 40_000, "end"]]);
});

test("a look that was overtaken by a change takes nothing back", () => {
  const bed = exporterBed();
  bed.exporter.snapshot({ entities: house(light("on", T0 - HOUR)), askedMs: T0, complete: false, restarted: false }, T0 + 5);
  bed.exporter.changed("light.cellar", changedTo("off", T0 + 100), T0 + 110);
  bed.points.length = 0;
  bed.exporter.snapshot({ entities: house(light("on", T0 - HOUR)), askedMs: T0 + 90, complete: true, restarted: false }, T0 + 120);
  expect(bed.take("ha_on")).toEqual([]);
});

test("a poll that knows a newer state than we do is believed", () => {
  const bed = seenHouse();
  const [entity] = house(light("off", T0 + 5000)).values();
  const missed = bed.exporter.reported([{ entity: entity!, reportedUs: (T0 + 5000) * 1000 }], T0 + 9000, T0 + 9010);
  expect(missed).toEqual(["light.cellar"]);
  expect(bed.take("ha_on")).toEqual([
    [T0 + 5000, 0],
    [T0 + 9000, 0],
  ]);
});

test("a meter's small dip is held in its total, a reset is not", () => {
  const attributes = { unit_of_measurement: "kWh", device_class: "energy", state_class: "total_increasing" };
  const bed = exporterBed();
  bed.exporter.snapshot({ entities: house({ "sensor.meter": ["100", T0, attributes] }), askedMs: T0, complete: true, restarted: false }, T0);
  for (const [second, state] of [
    [1, "99.5"],
    [2, "101"],
    [3, "3"],
  ] as const)
    bed.exporter.changed("sensor.meter", changedTo(state, T0 + second * 1000), T0 + second * 1000);
  expect(bed.take("ha_energy_kwh_total").map(([, value]) => value)).toEqual([100, 100, 101, 3]);
});

test("text has no value series and its changes are counted", () => {
  const bed = exporterBed();
  bed.exporter.snapshot({ entities: house({ "sensor.note": ["hello", T0 - 1000] }), askedMs: T0, complete: true, restarted: false }, T0);
  bed.exporter.changed("sensor.note", changedTo("world", T0 + 1000), T0 + 1000);
  expect(bed.take("ha_entity_changes_total")).toEqual([
    [T0, 0],
    [T0 + 1000, 1],
  ]);
});

function seenHouse(options: Parameters<typeof exporterBed>[0] = {}) {
  const bed = exporterBed(options);
  bed.exporter.snapshot({ entities: house(light()), askedMs: T0, complete: true, restarted: false }, T0);
  bed.points.length = 0;
  return bed;
}

function inArea(areaId: string): Registries {
  const entry: RegistryEntity = {
    entityId: "light.cellar",
    integration: "demo",
    configEntryId: undefined,
    deviceId: undefined,
    areaId,
    labels: [],
    category: undefined,
  };
  const area = { id: areaId, name: areaId, floorId: undefined, labels: [], temperatureEntityId: undefined, humidityEntityId: undefined };
  return { entities: new Map([["light.cellar", entry]]), devices: new Map(), areas: new Map([[areaId, area]]), floors: new Map() };
}
