import type { Meter } from "@opentelemetry/api";
import { AppError, describeError } from "@tiles/kit/errors";
import type { Logger } from "@tiles/kit/logger";
import { onChange } from "@tiles/kit/logger";
import type { Readiness } from "@tiles/kit/readiness";
import type { ExportEvents } from "./core/export-context.ts";
import { unknownUnits } from "./core/export-summary.ts";
import type { HealthTopic } from "./core/health.ts";
import type { HouseExporter } from "./core/house-exporter.ts";
import { createInstruments } from "./instruments.ts";
import type { StoreWindow } from "./otlp/store-window.ts";
import type { SenderEvents } from "./otlp/deliver.ts";
import type { House } from "./ports.ts";
import type { RefillEvents } from "./refill.ts";
import type { SpoolEvents } from "./spool/spool.ts";

/** One function for each fact that is worth a log line or a count of the bridge's own. */
export interface BridgeEvents extends ExportEvents, RefillEvents {
  connected(house: House, isAdmin: boolean): void;
  snapshot(exporter: HouseExporter, complete: boolean): void;
  malformed(entityId: string): void;
  badMessage(error: unknown): void;
  renamed(before: string, after: string): void;
  /** Polling found what no event had told. */
  missed(entityIds: readonly string[]): void;
  /** Home Assistant logged more than its list holds between two looks at it. */
  logMayLack(): void;
  healthTold(topic: HealthTopic): void;
  healthUnreadable(topic: HealthTopic, why: unknown): void;
  disconnected(why: unknown): void;
  /** Where the series of entities end, in ms; `found`: it is up again, and was down while nobody could see it. */
  ended(atMs: number, how: "down" | "found"): void;
  storeWindow(window: StoreWindow): void;
  /** A loop of ours ended with an error: a bug, which must be seen. */
  failed(what: string, error: unknown): void;
  readonly spool: SpoolEvents;
  readonly sender: SenderEvents;
}

export interface EventOptions {
  readonly logger: Logger;
  readonly meter: Meter;
  readonly readiness: Readiness;
  readonly now: () => number;
  /** The store, for messages. */
  readonly endpoint: string;
  /** The spool asks for a checkpoint. */
  checkpointWanted(): void;
}

// A device that lies makes the same mistake with every change; one line per entity is enough.
const MAX_NAMED_ENTITIES = 200;
const IMPOSSIBLE = {
  store_has_no_window: "gaps cannot be refilled: the metrics store takes no samples that are older than the newest",
  house_has_no_history: "gaps cannot be refilled: this Home Assistant has no history; add the integrations recorder and history to it",
} as const;
/** Of long work the log hears this often. */
const PROGRESS_EVERY_MS = 30_000;

export function createEvents({ logger, meter, readiness, now, endpoint, checkpointWanted }: EventOptions): BridgeEvents {
  const changes = onChange(logger);
  const count = createInstruments(meter);
  const named = new Set<string>();
  let connectedBefore = false;
  let refillEntities = 0;
  let refillSaidAtMs = 0;
  let spoolTrouble: string | undefined;
  let storeWindow = "not known yet";
  readiness.set("homeAssistant", false, "not connected yet");
  readiness.set("metrics", false, "nothing sent yet");

  return {
    connected(house, isAdmin) {
      if (connectedBefore) count.reconnects.add(1);
      connectedBefore = true;
      count.connected(1);
      changes.recovered("homeAssistant", "connected to Home Assistant again");
      logger.info(
        { house: house.name, version: house.version, state: house.state, timeZone: house.timeZone, isAdmin },
        "connected to Home Assistant",
      );
    },
    snapshot(exporter, complete) {
      readiness.set("homeAssistant", complete, "Home Assistant is starting");
      logger.info(
        { entities: presentEntities(exporter), series: exporter.seriesCount, unknownUnits: unknownUnits(exporter.entities), storeWindow, complete },
        "the house was read",
      );
    },
    malformed(entityId) {
      count.dropped.add(1, { what: "change", reason: "malformed" });
      if (isFirst(`malformed ${entityId}`))
        logger.warn({ entityId }, "a change of an unknown entity or of unknown shape was left out; the next poll makes it good");
    },
    badMessage(error) {
      count.dropped.add(1, { what: "message", reason: "unreadable" });
      logger.warn({ why: describeError(error) }, "Home Assistant sent a message that could not be read; connecting again");
    },
    renamed(before, after) {
      logger.info({ before, after }, "an entity was renamed");
    },
    missed(entityIds) {
      count.dropped.add(entityIds.length, { what: "change", reason: "missed" });
      logger.warn({ count: entityIds.length, first: entityIds.slice(0, 5) }, "polling found changes that no event had told");
    },
    logMayLack() {
      count.dropped.add(1, { what: "log_list", reason: "overrun" });
    },
    healthTold(topic) {
      changes.recovered(`health ${topic}`, "Home Assistant tells this about itself again", { topic });
    },
    healthUnreadable(topic, why) {
      changes.failed(`health ${topic}`, "Home Assistant does not tell this about itself; its series are left out", why, { topic });
    },
    disconnected(why) {
      count.connected(0);
      readiness.set("homeAssistant", false, describeError(why));
      changes.failed("homeAssistant", "not connected to Home Assistant", why);
    },
    ended(atMs, how) {
      const endsAt = new Date(atMs).toISOString();
      if (how === "down") logger.warn({ endsAt }, "Home Assistant is down: all series of its entities end");
      else logger.info({ endsAt }, "Home Assistant was restarted while it was out of sight: all series of its entities ended");
    },
    setOverflow(entityId, family, state) {
      count.dropped.add(1, { what: "state", reason: "set_too_large" });
      if (isFirst(`set ${entityId} ${family}`)) logger.warn({ entityId, family, state }, "this set has more than 32 states; more are not exported");
    },
    mappingFailed(entityId, error) {
      count.dropped.add(1, { what: "change", reason: "mapping_failed" });
      if (isFirst(`mapping ${entityId}`)) logger.error({ entityId, err: error }, "this entity could not be mapped");
    },
    storeWindow(window) {
      // The probe is a sample like any other: a store that takes it is there and lets us in.
      if (window.kind !== "unknown") readiness.set("metrics", true);
      storeWindow = window.kind === "window" ? `${Math.round(window.ms / 3_600_000)} h` : window.kind;
      logger.info(
        { storeWindow, ...(window.kind === "unknown" && { why: window.why }) },
        "how far back the store takes samples that are out of order",
      );
    },
    refillBegun(entities, fromMs, toMs) {
      refillEntities = entities;
      refillSaidAtMs = now();
      readiness.progress("refill", `0 of ${entities} gaps of entities are refilled from the recorder`);
      logger.info({ entities, from: iso(fromMs), to: iso(toMs) }, "refilling what was missed from Home Assistant's recorder");
    },
    refillProgress(waiting) {
      refillEntities = Math.max(refillEntities, waiting);
      readiness.progress("refill", `${refillEntities - waiting} of ${refillEntities} gaps of entities are refilled from the recorder`);
      if (now() - refillSaidAtMs < PROGRESS_EVERY_MS) return;
      refillSaidAtMs = now();
      logger.info({ done: refillEntities - waiting, of: refillEntities }, "refilling goes on");
    },
    refillDone(done) {
      readiness.remove("refill");
      changes.recovered("refill", "the recorder answers again");
      logger.info(done, "what was missed is refilled");
    },
    refillFailed(why) {
      changes.failed("refill", "the recorder could not be read; it is tried again", why);
    },
    refillImpossible(entities, why) {
      readiness.remove("refill");
      count.dropped.add(entities, { what: "gap", reason: why });
      logger.warn({ entities }, IMPOSSIBLE[why]);
    },
    failed(what, error) {
      // It does not begin again by itself, so nothing ever takes this back.
      readiness.set(what, false, describeError(error));
      logger.error({ what, err: error }, "a part of the bridge ended with an error");
    },
    spool: {
      dropped(reason, points) {
        count.samples.add(points, { result: "dropped" });
        count.dropped.add(points, { what: "sample", reason });
        logger.error({ reason, points }, "samples were dropped from the spool");
      },
      damaged(file, what) {
        logger.error({ file, what }, "the spool has a damaged part; the rest is kept");
      },
      writeFailed(why) {
        readiness.set("stateDir", false, why);
        // Each try fails at a file of another name.
        const kind = /\bE[A-Z]{3,}\b/.exec(why)?.[0] ?? why;
        if (kind === spoolTrouble) return;
        spoolTrouble = kind;
        logger.error(
          { why, code: "BRIDGE_SPOOL_WRITE" },
          "the spool cannot be written; samples are kept in memory. Free space or make the disk writable",
        );
      },
      writeRecovered() {
        readiness.remove("stateDir");
        spoolTrouble = undefined;
        logger.info("the spool can be written again");
      },
      checkpointWanted,
      housekeepingFailed(why) {
        changes.failed("housekeeping", "cleaning up the spool failed; it is tried again", why);
      },
    },
    sender: {
      requested(code) {
        count.requests.add(1, { signal: "metrics", code });
      },
      accepted({ points, newestAtMs }) {
        count.samples.add(points, { result: "accepted" });
        count.lag(Math.max(0, now() - newestAtMs) / 1000);
        readiness.set("metrics", true);
      },
      partialSuccess(text) {
        count.partial.add(1, { err_id: /err-[a-z-]+/.exec(text)?.[0] ?? "other" });
        changes.failed("partial", "the metrics store took a request only in part", text);
      },
      retryAfter(waitMs) {
        count.retryAfter(waitMs / 1000);
      },
      trouble({ kind, why, waitMs }) {
        readiness.set("metrics", false, why);
        const what =
          kind === "refused"
            ? new AppError({
                code: "BRIDGE_STORE_REFUSED",
                thing: endpoint,
                tried: "sending samples",
                cameBack: why,
                whatToDo: "Check metrics.endpoint, metrics.headers and metrics.headerFiles",
              })
            : new AppError({
                code: "BRIDGE_STORE_AWAY",
                thing: endpoint,
                tried: "sending samples",
                cameBack: why,
                whatToDo: "Nothing is lost while the spool has room; check that the store runs",
              });
        changes.failed("metrics", "samples wait in the spool", what, { againInMs: Math.round(waitMs) });
      },
      recovered() {
        changes.recovered("metrics", "the metrics store takes samples again");
      },
      tooLate(points, why) {
        count.samples.add(points, { result: "rejected" });
        changes.failed("tooLate", "the metrics store has no out-of-order window and newer samples than some that were sent", why, { points });
      },
      deadLetter(points, why) {
        count.samples.add(points, { result: "deadletter" });
        changes.failed("deadLetter", "the metrics store does not take some samples; they stand in dead-letter.jsonl", why, { points });
      },
      deadLetterFailed(why) {
        count.dropped.add(1, { what: "sample", reason: "deadletter_failed" });
        changes.failed("deadLetterFile", "the dead-letter file could not be written", why);
      },
    },
  };

  function isFirst(key: string): boolean {
    if (named.has(key) || named.size >= MAX_NAMED_ENTITIES) return false;
    named.add(key);
    return true;
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

function presentEntities(exporter: HouseExporter): number {
  let count = 0;
  for (const record of exporter.entities.values()) if (record.present) count += 1;
  return count;
}
