import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startHomeAssistantDouble } from "@tiles/testkit/home-assistant/double";
import { expect, test } from "vitest";
import { startPrometheus } from "../../tools/testbed/prometheus/start-prometheus.ts";
import { startBridge } from "../support/bridge-process.ts";
import { setTimeout as sleep } from "node:timers/promises";

test("away at first start", async () => {
  await using ha = await startHomeAssistantDouble({ entities: 100 });
  const now = Date.now();
  for (const [a, m] of [["10d", 14400], ["2d", 2880], ["2h", 120], ["50m", 50], ["5m", 5]] as const) {
    ha.set(`sensor.c_${a}`, "21.5", { device_class: "temperature", unit_of_measurement: "°C", state_class: "measurement" }, { atUs: (now - m * 60000) * 1000 });
  }
  await using store = await startPrometheus({ outOfOrderTimeWindow: "0s" });
  await store.stop();
  await using bridge = await startBridge({ homeAssistant: { url: ha.url, token: ha.token }, metrics: { endpoint: store.otlpUrl } });
  await sleep(9000);
  for (let i = 0; i < 10; i++) ha.set("sensor.c_5m", String(i), undefined);
  await store.start();
  await bridge.untilReady(60_000);
  await sleep(8000);
  console.log((await bridge.metrics()).split("\n").filter((l) => /bridge_(samples|dropped|export_req|spool|times)/.test(l) && !l.startsWith("#")).join("\n"));
  console.log(bridge.log.map((l) => JSON.stringify(l).slice(0, 400)).join("\n"));
  try { console.log(readFileSync(join(bridge.folder, "state/dead-letter.jsonl"), "utf8").split("\n").map((l) => l.slice(0, 330)).join("\n")); } catch { console.log("no dead letters"); }
  for (const s of await store.samples('{entity_id=~"sensor.c_.*",__name__="ha_temperature_celsius"}', 900000)) console.log(s.labels["entity_id"], JSON.stringify(s.samples.map((x) => [Math.round((x.atMs - now) / 60000), x.value])));
});
