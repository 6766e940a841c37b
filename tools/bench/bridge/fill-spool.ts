import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { encodeAttributes } from "../../../services/ha-bridge/src/otlp/attributes.ts";
import { encodeBatch } from "../../../services/ha-bridge/src/otlp/encode.ts";
import { createPointBatch } from "../../../services/ha-bridge/src/otlp/point-batch.ts";
import { openSpool } from "../../../services/ha-bridge/src/spool/spool.ts";
import { families } from "../../../services/ha-bridge/src/core/catalogue.ts";
import { systemClock } from "@tiles/kit/clock";

export interface Backlog {
  readonly seconds: number;
  readonly samplesPerSecond: number;
}

const nothing = () => undefined;
const ENDED_AGO_MS = 60_000;

/**
 * Leaves in a state directory what an outage of so many seconds, up to a minute ago, would have left there. Up to a
 * thousand samples of a second have a millisecond each; resolves with that of the first.
 */
export async function fillSpool(stateDir: string, { seconds, samplesPerSecond }: Backlog): Promise<number> {
  await mkdir(stateDir, { recursive: true, mode: 0o700 });
  await using spool = await openSpool({
    directory: join(stateDir, "spool-metrics"),
    maxBytes: 2 * 1024 ** 3,
    maxAgeMs: 72 * 3_600_000,
    clock: systemClock,
    events: {
      dropped: nothing,
      damaged: nothing,
      writeFailed: nothing,
      writeRecovered: nothing,
      checkpointWanted: nothing,
      housekeepingFailed: nothing,
    },
  });
  const series = Array.from({ length: samplesPerSecond }, (_, index) => ({
    family: families.entityAvailable,
    attributes: encodeAttributes([
      ["job", "ha-bridge"],
      ["instance", "bench"],
      ["entity_id", `sensor.backlog_${index}`],
      ["domain", "sensor"],
    ]),
    own: undefined,
  }));
  const batch = createPointBatch();
  const firstMs = Date.now() - ENDED_AGO_MS - seconds * 1000;
  for (let second = 0; second < seconds; second += 1) {
    const atMs = firstMs + second * 1000;
    for (const [index, one] of series.entries()) batch.add(one, atMs + (index % 1000), second % 2);
    const body = gzipSync(encodeBatch(batch, { serviceName: "ha-bridge", serviceInstanceId: "bench" }), { level: 1 });
    batch.clear();
    await spool.append({ lane: "live", body, ledger: new Uint8Array(), points: samplesPerSecond, minAtMs: atMs, maxAtMs: atMs + 999 });
  }
  return firstMs;
}
