import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compareEntity, emptyComparison } from "../../tools/audit/compare.ts";
import { type RecorderRow, recorderRows } from "../../tools/audit/recorder-rows.ts";
import { seriesName, VALUE_FAMILIES, valuesOf } from "../../tools/audit/values-of.ts";
import { formula } from "../stores/house-record.ts";
import { until } from "../support/until.ts";
import { type Bed, NIGHT, type Side, type SideName, sideNames, startBed } from "./bed.ts";

/**
 * The store was off while one light was switched off and another one burned through a night. What the rules that ship
 * say when it is back, while a backlog of many evaluations' length is still under way, and what is stored in the end.
 */

const ALERT = "LightsOnAllNight";
/** Told before the outage; switched off, on and off again in it. */
const FORGOTTEN = "light.basement_ceiling";
/** Switched on in the outage, before a night that is in the outage as a whole. */
const LATE = "light.basement_workbench";

const CHANGES_PER_SECOND = 40;
const NIGHT_MS = 3_000;
const FIRES_WITHIN_MS = 20_000;
const BACK_WITHIN_MS = 30_000;
/** From the store's first answer: the next beat of the bridge, a request, and an evaluation or two. */
const RIGHT_WITHIN_MS = 10_000;
const DELIVERED_WITHIN_MS = 90_000;
/** With evaluations of a second, a delivery of which it can be seen that no alert waits for it. */
const LONG_DELIVERY_MS = 5_000;

interface Outage {
  readonly fromMs: number;
  /** When LATE was switched on. */
  readonly onMs: number;
  /** When FORGOTTEN was on once more: late in the outage, and over when that ended. */
  readonly onceMoreMs: number;
}

interface Recovery {
  /** From when on the alerts are right. */
  readonly rightMs: number;
  /** What was not there yet at that moment. */
  readonly waitingFrames: number;
  readonly hadOnceMore: boolean;
  readonly sinceWasLeft: number;
  readonly summary: string | undefined;
  readonly doneMs: number;
}

let bed: Bed;
let outage: Outage;
let recovered: Readonly<Record<SideName, Recovery>>;

beforeAll(async () => {
  bed = await startBed();
  const { ha, sides } = bed;
  const [windowed, plain] = [sides["a store with a window"], sides["a store without a window"]];
  await ha.callService("loadgen", "add", { numbers: 60, binaries: 20 });
  await ha.callService("light", "turn_off", { entity_id: "all" });
  await ha.turn(FORGOTTEN, "on");
  await aNight();
  for (const side of [windowed, plain]) await until("the alert before the outage", FIRES_WITHIN_MS, () => tells(side, [FORGOTTEN]));

  outage = await liveThroughOutage();
  const [a, b] = await Promise.all([recovery(windowed), recovery(plain)]);
  recovered = { "a store with a window": a, "a store without a window": b };
  await ha.callService("loadgen", "set_rate", { rate: 0 });
}, 240_000);

afterAll(() => bed?.[Symbol.asyncDispose]());

describe("a store with a window", () => {
  const name = "a store with a window";

  test("is told at once what was switched off and what burned through the night, before it has heard how that came", () => {
    const { waitingFrames, hadOnceMore, sinceWasLeft, rightMs, doneMs } = recovered[name];
    expect(waitingFrames).toBeGreaterThan(0);
    expect(hadOnceMore, "what happened late in the outage still waits").toBe(false);
    expect(sinceWasLeft, "and what is over has ended").toBe(0);
    expect(doneMs - rightMs).toBeGreaterThan(LONG_DELIVERY_MS);
  });

  test("never takes an alert back, or anew, while the backlog arrives", async () => {
    const { rightMs, doneMs } = recovered[name];
    const told = await activeSince(name, rightMs, doneMs);
    expect(told.map(({ entityId, times }) => [entityId, times.size])).toEqual([[LATE, 1]]);
  });
});

describe("a store without a window", () => {
  const name = "a store without a window";

  test("hears everything in order, so its alerts are right when the last of it has arrived", () => {
    expect(recovered[name].hadOnceMore, "what happened before has come before").toBe(true);
  });

  test("changes each alert once", async () => {
    const told = await activeSince(name, outage.fromMs, recovered[name].doneMs);
    const times = Object.fromEntries(told.map((one) => [one.entityId, one]));
    expect(times[LATE]?.times.size).toBe(1);
    expect(times[FORGOTTEN]?.times.size ?? 1, "what was told before may be told until the switching is known").toBe(1);
    expect(times[FORGOTTEN]?.lastMs ?? 0).toBeLessThan(times[LATE]?.lastMs ?? 0);
  });
});

test.each(sideNames)("%s says since when the light has been on, and nothing else is told", async (name) => {
  const { store } = bed.sides[name];
  const zone = (await bed.ha.ws<{ time_zone: string }>({ type: "get_config" })).time_zone;
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(outage.onMs);
  expect(recovered[name].summary).toContain(`has been on since ${clock}`);
  expect(await tells(bed.sides[name], [LATE])).toBe(true);
  expect(await store.query(`ha_on_since_seconds{entity_id="${LATE}"}`)).toMatchObject([{ value: expect.closeTo(outage.onMs / 1_000, 2) }]);
});

test("in the end both stores hold every change of the outage at its time, as Home Assistant's own database has it", async () => {
  const toMs = Date.now();
  await Promise.all(Object.values(bed.sides).map(({ bridge }) => bridge.stop()));
  await bed.ha.stop();
  const rows = recorderRows(bed.ha.dbFile, outage.fromMs - 600_000);
  for (const name of sideNames) {
    const comparison = emptyComparison();
    for (const [entityId, ofEntity] of rows) {
      if (!/^((binary_)?sensor\.load_\d+|light\.basement_(ceiling|workbench))$/.test(entityId)) continue;
      const selector = `{entity_id="${entityId}",__name__=~"${VALUE_FAMILIES.join("|")}"}`;
      const stored = new Map((await bed.sides[name].store.samples(selector, 600)).map(({ labels, samples }) => [seriesName(labels), samples]));
      compareEntity(comparison, ofEntity, stored, valuesOfLightsToo, { fromMs: outage.fromMs, toMs });
    }
    expect(comparison.differences, name).toEqual([]);
    expect(comparison.rows, name).toBeGreaterThan(300);
  }
}, 60_000);

async function aNight(): Promise<void> {
  await bed.ha.callService("input_boolean", "turn_on", { entity_id: NIGHT });
  const startedAt = performance.now();
  await until("the night to pass", NIGHT_MS * 2, () => performance.now() - startedAt > NIGHT_MS || undefined);
  await bed.ha.callService("input_boolean", "turn_off", { entity_id: NIGHT });
}

async function liveThroughOutage(): Promise<Outage> {
  const { ha, sides } = bed;
  await ha.callService("loadgen", "set_rate", { rate: CHANGES_PER_SECOND });
  await Promise.all(Object.values(sides).map(({ store }) => store.stop()));
  const fromMs = Date.now();
  for (const { bridge } of Object.values(sides)) await bridge.logged("samples wait in the spool");
  await ha.turn(FORGOTTEN, "off");
  const { last_changed: on } = await ha.turn(LATE, "on");
  await aNight();
  const { last_updated: onceMore } = await ha.turn(FORGOTTEN, "on");
  await ha.turn(FORGOTTEN, "off");
  await ha.callService("loadgen", "burst", { changes: 300 });
  await Promise.all(Object.values(sides).map(({ store }) => store.start()));
  return { fromMs, onMs: formula(on), onceMoreMs: formula(onceMore) };
}

async function recovery(side: Side): Promise<Recovery> {
  const { store, bridge } = side;
  await bridge.logged("the metrics store takes samples again", BACK_WITHIN_MS);
  await until("right alerts", RIGHT_WITHIN_MS, () => tells(side, [LATE]));
  const rightMs = Date.now();
  const forgotten = (await store.samples(`ha_on{entity_id="${FORGOTTEN}"}`, 120)).flatMap(({ samples }) => samples);
  const hadOnceMore = forgotten.some(({ atMs }) => atMs === outage.onceMoreMs);
  const sinceWasLeft = (await store.query(`ha_on_since_seconds{entity_id="${FORGOTTEN}"}`)).length;
  const waitingFrames = await framesOf(side);
  const summary = (await store.alerts()).find(({ labels }) => labels["entity_id"] === LATE)?.annotations["summary"];
  await until("an empty spool", DELIVERED_WITHIN_MS, async () => ((await framesOf(side)) === 0 ? true : undefined));
  // After its start Prometheus tells alerts for an evaluation or two before it writes them down.
  const written = `ALERTS_FOR_STATE{alertname="${ALERT}",entity_id="${LATE}"}`;
  await until("the alert to be written down", FIRES_WITHIN_MS, async () => (await store.query(written))[0]);
  return { rightMs, waitingFrames, hadOnceMore, sinceWasLeft, summary, doneMs: Date.now() };
}

/** Of each light that was told between two instants: since when, as often as that was another time, and until when. */
async function activeSince(name: SideName, fromMs: number, toMs: number) {
  const series = await bed.sides[name].store.samples(`ALERTS_FOR_STATE{alertname="${ALERT}"}`, Math.ceil((toMs - fromMs) / 1_000), toMs / 1_000);
  return series.map(({ labels, samples }) => ({
    entityId: labels["entity_id"] ?? "",
    times: new Set(samples.map(({ value }) => value)),
    lastMs: samples.at(-1)?.atMs ?? 0,
  }));
}

/** Whether these lights are told and no others. */
async function tells({ store }: Side, entityIds: readonly string[]): Promise<true | undefined> {
  const told = (await store.alerts()).filter(({ labels, state }) => labels["alertname"] === ALERT && state === "firing");
  return told.length === entityIds.length && told.every(({ labels }) => entityIds.includes(labels["entity_id"] ?? "")) ? true : undefined;
}

async function framesOf({ bridge }: Side): Promise<number> {
  return Number(/^ha_bridge_spool_frames\{[^}]*\} (\d+)$/m.exec(await bridge.metrics())?.[1]);
}

function valuesOfLightsToo(row: RecorderRow): ReadonlyMap<string, number> {
  if (!row.entityId.startsWith("light.")) return valuesOf(row);
  return row.state === "on" || row.state === "off" ? new Map([["ha_on", row.state === "on" ? 1 : 0]]) : new Map();
}
