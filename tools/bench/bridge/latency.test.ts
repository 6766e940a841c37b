import { gzipSync } from "node:zlib";
import { gaugeRequest } from "@tiles/testkit/otlp-receiver/gauge-request";
import { expect, test } from "vitest";
import { latencyOf } from "./latency.ts";

const AT_MS = 1_700_000_000_000;

test("a change waits from its own time until the first request with it is answered", () => {
  const entries = [
    change("sensor.one", AT_MS),
    change("sensor.two", AT_MS + 10),
    request(AT_MS + 100, ["sensor.one", AT_MS]),
    request(AT_MS + 200, ["sensor.one", AT_MS], ["sensor.two", AT_MS + 10]),
  ];
  expect(latencyOf(entries)).toEqual({ changes: 2, missing: 0, p50Ms: 190, p99Ms: 190, maxMs: 190 });
});

test("a change of which there is no sample with its time is missing", () => {
  expect(latencyOf([change("sensor.one", AT_MS), request(AT_MS + 100, ["sensor.one", AT_MS + 1])])).toMatchObject({ changes: 1, missing: 1 });
});

test("several messages in one frame are several changes", () => {
  const frames = [change("sensor.one", AT_MS), change("sensor.two", AT_MS)].map(({ bytes }) => JSON.parse(bytes.toString()) as unknown);
  expect(latencyOf([{ kind: "frame", bytes: Buffer.from(JSON.stringify(frames)), atMs: AT_MS }])).toMatchObject({ changes: 2, missing: 2 });
});

function change(entityId: string, atMs: number) {
  const message = { id: 3, type: "event", event: { c: { [entityId]: { "+": { s: "1", lc: atMs / 1000 } } } } };
  return { kind: "frame", bytes: Buffer.from(JSON.stringify(message)), atMs } as const;
}

function request(atMs: number, ...samples: (readonly [entityId: string, timeMs: number])[]) {
  const points = samples.map(([entityId, timeMs]) => ({ name: "ha_power_watts", timeMs, attributes: { entity_id: entityId } }));
  return { kind: "body", bytes: gzipSync(gaugeRequest(points)), atMs } as const;
}
