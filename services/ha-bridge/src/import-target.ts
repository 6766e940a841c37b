import { gzipSync } from "node:zlib";
import { systemClock } from "@tiles/kit/clock";
import { createHttp } from "@tiles/kit/http";
import { systemTrust } from "@tiles/kit/trust";
import type { Config } from "./config.ts";
import { families } from "./core/catalogue.ts";
import { houseLabels } from "./core/entity-labels.ts";
import type { ExportedEntity } from "./core/exported-entity.ts";
import type { StatisticsPoint } from "./core/import/statistics-points.ts";
import type { PastSink } from "./core/refill/replay.ts";
import type { EncodeLabels, LabelPairs, Series } from "./core/series.ts";
import type { PastDelivery } from "./deliver-past.ts";
import { statisticsSink } from "./long-term-statistics.ts";
import { type DayFiles, dayFiles } from "./openmetrics/day-files.ts";
import { encodeAttributes } from "./otlp/attributes.ts";
import { encodeBatch } from "./otlp/encode.ts";
import { createHttpSender } from "./otlp/http-sender.ts";
import { createPointBatch } from "./otlp/point-batch.ts";

/** Where years of history go. One slice of time after the other; what is finished is durable. */
export interface ImportTarget {
  /** How labels are written for `sink`. */
  readonly encode: EncodeLabels;
  /** For what the recorder still has. */
  readonly sink: PastSink;
  /** For long-term statistics. */
  statistics(entity: ExportedEntity, point: StatisticsPoint): void;
  begin(slice: string): Promise<void>;
  /** Makes room: called between questions to Home Assistant. */
  rest(): Promise<void>;
  finish(): Promise<void>;
}

/** Straight into the store. */
export function otlpTarget(delivery: PastDelivery): ImportTarget {
  return {
    encode: encodeAttributes,
    sink: delivery.sink,
    statistics: statisticsSink(delivery.sink, encodeAttributes),
    begin: async () => undefined,
    rest: () => delivery.flush(),
    finish: () => delivery.flush(),
  };
}

/** Into text files of which the store's own tools make blocks; a file is there when it is complete. */
export function openMetricsTarget(folder: string): ImportTarget {
  let files: DayFiles | undefined;
  const read = new WeakMap<Uint8Array, LabelPairs>();
  const pairsOf = (bytes: Uint8Array): LabelPairs => {
    const pairs = read.get(bytes) ?? (JSON.parse(Buffer.from(bytes).toString() || "[]") as LabelPairs);
    read.set(bytes, pairs);
    return pairs;
  };
  const add = (series: Series, atMs: number, value: number) => {
    files?.add(series.family, [...pairsOf(series.attributes), ...(series.own === undefined ? [] : pairsOf(series.own))], atMs, value);
  };
  return {
    encode: (labels) => Buffer.from(JSON.stringify(labels)),
    // An end cannot be said in this format: a series ends by itself five minutes after its last sample.
    sink: { add, end: () => undefined },
    statistics({ labelsKey }, { family, labels, atMs, value }) {
      files?.add(family, [...(JSON.parse(labelsKey) as LabelPairs), ...labels], atMs, value);
    },
    begin: async (slice) => void (files = dayFiles(folder, slice)),
    rest: async () => await files?.spill(),
    finish: async () => await files?.close(),
  };
}

/** Whether the store takes a sample of that time; VictoriaMetrics does, Mimir and Prometheus say no. */
export async function takesSamplesOf(config: Config, version: string, atMs: number, signal: AbortSignal): Promise<boolean> {
  const { endpoint, headers, headerFiles, trust } = config.metrics;
  await using http = createHttp({ trust: trust ?? systemTrust, userAgent: `ha-bridge/${version}` });
  const sender = createHttpSender({ http, endpoint, signal: "metrics", headers, headerFiles, clock: systemClock });
  const instance = config.homeAssistant.name;
  const batch = createPointBatch();
  batch.add({ family: families.bridgeProbe, attributes: encodeAttributes(houseLabels(instance)), own: undefined }, atMs, 0);
  const body = gzipSync(encodeBatch(batch, { serviceName: "ha-bridge", serviceInstanceId: instance }), { level: 1 });
  const outcome = await sender.send(body, { attempt: 0, signal });
  return outcome.kind === "accepted" && outcome.partial === undefined;
}
