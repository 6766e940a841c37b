import { existsSync } from "node:fs";
import { join } from "node:path";
import { type HomeAssistantDouble, startHomeAssistantDouble } from "@tiles/testkit/home-assistant/double";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BridgeProcess, startBridge } from "../support/bridge-process.ts";
import { until } from "../support/until.ts";
import { sideOf } from "./bed.ts";
import { storeNames, startStores, type StoreUnderTest } from "./four-stores.ts";

/** The first start at a house that has been up for ten days: most of its states are older than any store likes. */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const AGES_MS = { "10d": 10 * DAY_MS, "4d": 4 * DAY_MS, "2d": 2 * DAY_MS, "2h": 2 * HOUR_MS, "50m": 50 * MINUTE_MS, "5m": 5 * MINUTE_MS } as const;
/** A sample at its own time: with a window of 72 h less an hour, without one the last 45 min. */
const OWN_TIME_MS = { window: 71 * HOUR_MS, none: 45 * MINUTE_MS };
const LIVE_WITHIN_MS = 15_000;

interface Side extends StoreUnderTest {
  readonly bridge: BridgeProcess;
}

let sides: readonly Side[];
const startedMs = Date.now();
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  const ha = stack.use(await startHomeAssistantDouble({ entities: 100 }));
  for (const [age, ageMs] of Object.entries(AGES_MS)) furnish(ha, age, startedMs - ageMs);
  const stores = stack.use(await startStores());
  const options = (store: StoreUnderTest) => ({ homeAssistant: { url: ha.url, token: ha.token }, metrics: store.metrics });
  sides = await Promise.all(stores.all.map(async (store) => ({ ...store, bridge: stack.use(await startBridge(options(store))) })));
});
afterAll(() => stack.disposeAsync());

describe.each(storeNames)("ten days of a house in %s", (name) => {
  test("are live at once, whatever the age of the last change", async () => {
    const { store } = sideOf(sides, name);
    for (const [selector, value] of Object.keys(AGES_MS).flatMap(liveSeries)) {
      const sample = await until(`${selector} in ${name}`, LIVE_WITHIN_MS, async () => {
        await store.flush();
        return (await store.query(selector))[0];
      });
      expect(sample.value, selector).toBeCloseTo(value, 9);
    }
  });

  test("have their changes at their own time as far back as the store takes them", async () => {
    const { store, hasWindow } = sideOf(sides, name);
    const limitMs = hasWindow ? OWN_TIME_MS.window : OWN_TIME_MS.none;
    const found: Record<string, boolean> = {};
    for (const [age, ageMs] of Object.entries(AGES_MS))
      found[age] = await hasSampleAt(store, `ha_temperature_celsius{entity_id="sensor.changed_${age}"}`, startedMs - ageMs);
    expect(found).toEqual(Object.fromEntries(Object.entries(AGES_MS).map(([age, ageMs]) => [age, ageMs < limitMs])));
  });

  test("are refused in no part", async () => {
    const { bridge } = sideOf(sides, name);
    expect((await bridge.readyz()).ready).toBe(true);
    expect(existsSync(join(bridge.folder, "state", "dead-letter.jsonl"))).toBe(false);
    const metrics = await bridge.metrics();
    expect(metrics).toMatch(/^ha_bridge_export_requests_total\{[^}]*code="20[04]"[^}]*\} [1-9]/m);
    expect(metrics).not.toMatch(/^ha_bridge_export_requests_total\{[^}]*code="[345]/m);
    expect(metrics).not.toMatch(/^ha_bridge_partial_success_total\{/m);
    expect(bridge.log.filter(({ level }) => level !== "info")).toEqual([]);
  });
});

function furnish({ set }: HomeAssistantDouble, age: string, changedMs: number): void {
  const options = { atUs: changedMs * 1000 };
  set(`sensor.changed_${age}`, "21.5", { device_class: "temperature", unit_of_measurement: "°C", state_class: "measurement" }, options);
  set(`light.changed_${age}`, "on", { supported_color_modes: ["brightness"], color_mode: "brightness", brightness: 255 }, options);
  set(`cover.changed_${age}`, "open", { current_position: 40 }, options);
}

function liveSeries(age: string): [selector: string, value: number][] {
  const sinceSeconds = (startedMs - (AGES_MS as Record<string, number>)[age]!) / 1000;
  return [
    [`ha_temperature_celsius{entity_id="sensor.changed_${age}"}`, 21.5],
    [`ha_on{entity_id="light.changed_${age}"}`, 1],
    [`ha_light_brightness_percent{entity_id="light.changed_${age}"}`, 100],
    [`ha_on_since_seconds{entity_id="light.changed_${age}"}`, sinceSeconds],
    [`ha_enum_state{entity_id="cover.changed_${age}",state="open"}`, 1],
    [`ha_entity_available{entity_id="cover.changed_${age}"}`, 1],
  ];
}

async function hasSampleAt(store: StoreUnderTest["store"], selector: string, atMs: number): Promise<boolean> {
  await store.flush();
  const [series] = await store.samples(selector, 1, (atMs + 500) / 1000);
  return series?.samples.some((sample) => sample.atMs === atMs) ?? false;
}
