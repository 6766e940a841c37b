import { startHomeAssistantDouble } from "@tiles/testkit/home-assistant/double";
import { startOtlpReceiver } from "@tiles/testkit/otlp-receiver/receiver";
import { expect, test } from "vitest";
import { type BridgeProcess, startBridge } from "../support/bridge-process.ts";
import { until } from "../support/until.ts";

/** What an owner may choose in the config, seen at the store. */

test("what is excluded is not exported, nor brought in by a poll", async () => {
  await using bed = await startBed({ entities: { exclude: { domains: ["switch"], globs: ["sensor.secret_*"] } } });
  bed.ha.set("switch.pump", "on");
  bed.ha.set("sensor.secret_number", "5");
  bed.ha.set("sensor.open_number", "6");
  await bed.point("ha_entity_available", { entity_id: "sensor.open_number" });
  await until("two polls", 15_000, () => (bed.ha.counters.commands["get_states"] ?? 0) >= 2 || undefined);
  const ids = new Set(bed.receiver.points.map(({ attributes }) => String(attributes["entity_id"] ?? "")));
  expect([...ids].filter((id) => id.startsWith("switch.") || id.startsWith("sensor.secret_"))).toEqual([]);
});

test("names may stand on every series of an entity, for those who want it", async () => {
  await using bed = await startBed({}, { entityLabels: ["friendly_name"] });
  bed.ha.set("light.reading", "on", { friendly_name: "Reading lamp" });
  expect((await bed.point("ha_on", { entity_id: "light.reading" })).attributes).toMatchObject({ friendly_name: "Reading lamp" });
});

test("a window that a helper opens has its start where the helper was switched on", async () => {
  await using bed = await startBed({ windows: { vacation: { entity: "input_boolean.vacation" } } });
  bed.ha.set("input_boolean.vacation", "off");
  await bed.point("ha_window_active", { window: "vacation" }, 0);
  bed.ha.set("input_boolean.vacation", "on");
  await bed.point("ha_window_active", { window: "vacation" }, 1);
  const since = await bed.point("ha_on_since_seconds", { entity_id: "input_boolean.vacation" });
  await bed.point("ha_window_start_seconds", { window: "vacation" }, Math.floor(since.value * 1000) / 1000);
});

test("the night is there without a word in the config, with its start and its end", async () => {
  await using bed = await startBed({});
  const start = await bed.point("ha_window_start_seconds", { window: "night" });
  const end = await bed.point("ha_window_end_seconds", { window: "night" });
  expect([7, 8, 9]).toContain(Math.round((end.value - start.value) / 3600));
});

test("a forecast becomes minimum, maximum and rain of the next 24 hours", async () => {
  await using bed = await startBed({});
  const hour = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  bed.ha.setForecast("weather.home", "hourly", [
    { datetime: hour(1), temperature: 9, precipitation: 1.5 },
    { datetime: hour(12), temperature: 3, precipitation: 0.5 },
    { datetime: hour(40), temperature: -20, precipitation: 30 },
  ]);
  bed.ha.set("weather.home", "rainy", { temperature: 11, temperature_unit: "°C", precipitation_unit: "mm" });
  await bed.point("ha_weather_forecast_temperature_min_celsius", { entity_id: "weather.home" }, 3, 15_000);
  await bed.point("ha_weather_forecast_temperature_max_celsius", { entity_id: "weather.home" }, 9);
  await bed.point("ha_weather_forecast_precipitation_mm", { entity_id: "weather.home" }, 2);
});

test("an area's own sensor is the area's temperature, and follows it", async () => {
  await using bed = await startBed({});
  bed.ha.set("sensor.attic", "19.5", { device_class: "temperature", unit_of_measurement: "°C", state_class: "measurement" });
  bed.ha.putEntry("area", "attic", { name: "Attic", temperature_entity_id: "sensor.attic" });
  await bed.point("ha_area_temperature_celsius", { area: "attic" }, 19.5);
  bed.ha.set("sensor.attic", "20.25");
  await bed.point("ha_area_temperature_celsius", { area: "attic" }, 20.25);
});

test("the bridge's own metrics are on /metrics, in the store, and pushed with its spans where that is wanted", async () => {
  await using telemetry = await startOtlpReceiver();
  await using bed = await startBed({ telemetry: { endpoint: telemetry.endpoint, interval: "1s" } });
  await bed.point("ha_bridge_samples_total", { result: "accepted" });
  expect(await bed.bridge.metrics()).toMatch(/^ha_bridge_samples_total\{result="accepted"\} [1-9]/m);
  await until("metrics and spans at the collector", 10_000, () => {
    const paths = telemetry.requests.map(({ path }) => path);
    return (paths.some((path) => path.endsWith("/v1/metrics")) && paths.some((path) => path.endsWith("/v1/traces"))) || undefined;
  });
});

interface Bed extends AsyncDisposable {
  readonly ha: Awaited<ReturnType<typeof startHomeAssistantDouble>>;
  readonly receiver: Awaited<ReturnType<typeof startOtlpReceiver>>;
  readonly bridge: BridgeProcess;
  /** The newest point with these labels (and this value), waited for. */
  point(name: string, labels: Record<string, string>, value?: number, deadlineMs?: number): Promise<Point>;
}

type Point = Awaited<ReturnType<typeof startOtlpReceiver>>["points"][number];

async function startBed(config: Record<string, unknown>, metrics: Record<string, unknown> = {}): Promise<Bed> {
  await using stack = new AsyncDisposableStack();
  const ha = stack.use(await startHomeAssistantDouble({ entities: 20 }));
  const receiver = stack.use(await startOtlpReceiver());
  const bridge = stack.use(
    await startBridge({
      homeAssistant: { url: ha.url, token: ha.token, reconcileInterval: "1s", pingInterval: "1s" },
      metrics: { endpoint: receiver.endpoint, heartbeat: "2s", ...metrics },
      config,
    }),
  );
  await bridge.untilReady();
  await bridge.logged("the house was read");
  const owned = stack.move();
  return {
    ha,
    receiver,
    bridge,
    point: (name, labels, value, deadlineMs = 8_000) =>
      until(`${name} ${JSON.stringify(labels)} ${value ?? ""}`, deadlineMs, () =>
        receiver.points.findLast(
          (point) =>
            point.name === name &&
            (value === undefined || point.value === value) &&
            Object.entries(labels).every(([label, wanted]) => point.attributes[label] === wanted),
        ),
      ),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
