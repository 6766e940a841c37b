import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { systemClock } from "@tiles/kit/clock";
import { createHttp } from "@tiles/kit/http";
import { families } from "../../services/ha-bridge/src/core/catalogue.ts";
import { encodeAttributes } from "../../services/ha-bridge/src/otlp/attributes.ts";
import { deadLetterFile } from "../../services/ha-bridge/src/otlp/dead-letter.ts";
import { encodeBatch } from "../../services/ha-bridge/src/otlp/encode.ts";
import { createHttpSender } from "../../services/ha-bridge/src/otlp/http-sender.ts";
import { createPointBatch } from "../../services/ha-bridge/src/otlp/point-batch.ts";
import { createSender } from "../../services/ha-bridge/src/otlp/sender.ts";
import { openSpool } from "../../services/ha-bridge/src/spool/spool.ts";
import type { StoreUnderTest } from "../stores/four-stores.ts";
import { until } from "../support/until.ts";
import { type Gateway, startGateway } from "../support/gateway.ts";

export interface Point {
  readonly series: string;
  readonly atMs: number;
  /** "end" for a stale marker. */
  readonly value: number | "end";
}

/** The bridge's own spool and sender before one store, with a gateway between. */
export interface DeliveryBed extends AsyncDisposable {
  readonly store: StoreUnderTest;
  readonly gateway: Gateway;
  /** What the sender told, by name. */
  readonly told: { readonly name: string; readonly facts: unknown }[];
  /** One request of points, through the spool. */
  append(points: readonly Point[], lane?: "live" | "backlog"): Promise<void>;
  /** Everything appended was accepted or given up. */
  delivered(deadlineMs?: number): Promise<void>;
  /** Samples of a series in the store, oldest first. */
  samples(series: string): Promise<readonly (readonly [atMs: number, value: number])[]>;
  /** What an instant query shows. */
  shown(series: string, atMs: number): Promise<number | undefined>;
  deadLetters(): Promise<readonly Record<string, unknown>[]>;
}

const FAMILY = families.entityAvailable;
const DELIVERED_WITHIN_MS = 30_000;
const WINDOW_MS = 72 * 3_600_000;

export async function startDelivery(store: StoreUnderTest, timeoutMs = 5_000): Promise<DeliveryBed> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "tiles-backends-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const target = new URL(store.metrics.endpoint);
  const gateway = stack.use(await startGateway(target.origin));
  const http = stack.use(createHttp());
  const told: { name: string; facts: unknown }[] = [];
  const tell =
    (name: string) =>
    (...facts: unknown[]) =>
      void told.push({ name, facts: facts.length > 1 ? facts : facts[0] });
  const nothing = () => undefined;
  const spool = stack.use(
    await openSpool({
      directory: join(folder, "spool"),
      maxBytes: 2 ** 30,
      maxAgeMs: WINDOW_MS,
      clock: systemClock,
      events: {
        dropped: tell("dropped"),
        damaged: nothing,
        writeFailed: nothing,
        writeRecovered: nothing,
        checkpointWanted: nothing,
        housekeepingFailed: nothing,
      },
    }),
  );
  const deadLetters = join(folder, "dead-letter.jsonl");
  const sender = createSender({
    spool,
    http: createHttpSender({
      http,
      endpoint: `${gateway.endpoint}${target.pathname}`,
      signal: "metrics",
      headers: store.metrics.headers ?? {},
      headerFiles: {},
      clock: systemClock,
      timeoutMs,
    }),
    clock: systemClock,
    random: () => 0.5,
    events: {
      requested: tell("requested"),
      accepted: tell("accepted"),
      partialSuccess: tell("partialSuccess"),
      retryAfter: tell("retryAfter"),
      trouble: tell("trouble"),
      recovered: tell("recovered"),
      tooLate: tell("tooLate"),
      deadLetter: tell("deadLetter"),
      deadLetterFailed: tell("deadLetterFailed"),
    },
    deadLetter: deadLetterFile(deadLetters),
    backlogRate: 100_000,
  });
  sender.setWindow(store.hasWindow ? { kind: "window", ms: WINDOW_MS } : { kind: "none" });
  const stop = new AbortController();
  const sending = sender.run(stop.signal);
  stack.defer(async () => {
    stop.abort();
    await sending.catch(nothing);
  });
  const owned = stack.move();
  const selector = (series: string) => `${FAMILY.name}{entity_id="${series}"}`;

  return {
    store,
    gateway,
    told,
    async append(points, lane = "live") {
      const batch = createPointBatch();
      for (const { series, atMs, value } of points) {
        const labels = [
          ["job", "ha-bridge"],
          ["instance", "backends"],
          ["entity_id", series],
        ] as const;
        const one = { family: FAMILY, attributes: encodeAttributes(labels), own: undefined };
        if (value === "end") batch.end(one, atMs);
        else batch.add(one, atMs, value);
      }
      const body = gzipSync(encodeBatch(batch, { serviceName: "ha-bridge", serviceInstanceId: "backends" }), { level: 1 });
      await spool.append({ lane, body, ledger: new Uint8Array(), points: batch.points, minAtMs: batch.minAtMs, maxAtMs: batch.maxAtMs });
    },
    async delivered(deadlineMs = DELIVERED_WITHIN_MS) {
      await until("everything to be delivered", deadlineMs, () => (spool.oldest() === undefined ? true : undefined));
    },
    async samples(series) {
      await store.store.flush();
      const found = await store.store.samples(selector(series), 14 * 86_400, Math.ceil(Date.now() / 1000) + 7_200);
      return found.flatMap(({ samples }) => samples.map(({ atMs, value }) => [atMs, value] as const)).sort(([one], [other]) => one - other);
    },
    async shown(series, atMs) {
      await store.store.flush();
      return (await store.store.query(selector(series), atMs / 1000))[0]?.value;
    },
    async deadLetters() {
      const text = await readFile(deadLetters, "utf8").catch(() => "");
      return text
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
