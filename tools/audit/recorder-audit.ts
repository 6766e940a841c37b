import { execFile } from "node:child_process";
import { copyFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";
import { decodeMetrics } from "@tiles/testkit/otlp-receiver/decode-metrics";
import { startGateway } from "../../e2e/support/gateway.ts";
import { type BridgeProcess, startBridge } from "../../e2e/support/bridge-process.ts";
import { startTcpProxy } from "../../e2e/support/tcp-proxy.ts";
import { until } from "../../e2e/support/until.ts";
import { type HomeAssistant, startHomeAssistant } from "../testbed/home-assistant/start-home-assistant.ts";
import { type Prometheus, startPrometheus } from "../testbed/prometheus/start-prometheus.ts";
import { type Comparison, compareEntity, type Difference, emptyComparison } from "./compare.ts";
import { type FaultPlan, planFaults } from "./fault-plan.ts";
import { type RecorderRow, recorderRows } from "./recorder-rows.ts";
import { seriesName, VALUE_FAMILIES, valuesOf } from "./values-of.ts";

export interface AuditOptions {
  readonly seconds: number;
  readonly seed: number;
  /** Changes per second of all entities together. */
  readonly rate?: number;
  readonly say?: (line: string) => void;
  /** Where to leave a copy of Home Assistant's database. */
  readonly keepDatabase?: string | undefined;
}

/** What one bridge's store holds, compared with the recorder. */
export interface AuditedSide {
  readonly name: string;
  readonly comparison: Comparison;
  /** Instants at which a range query with a step of 15 s found an entity's series absent although it had a value. */
  readonly holes: readonly string[];
  /** Samples that lie in Home Assistant's downtime. */
  readonly drawnAcross: number;
  /** What the bridge had to say. */
  readonly warnings: readonly string[];
}

/** What really happened, not what was planned. */
export interface FaultTally {
  bridgeKills: number;
  storeStops: number;
  cuts: number;
  restarts: number;
}

export interface AuditResult {
  readonly plan: FaultPlan;
  readonly faults: Readonly<FaultTally>;
  /** Of the entities that were compared. */
  readonly entities: number;
  readonly sides: readonly AuditedSide[];
  readonly downMs: number;
}

const FAULTS = { bridgeKills: 5, storeStops: 2, cuts: 10 };
const RATE = 100;
const BLIND = "cover.living_room_blind";
const OFF_FOR_MS = 120_000;
const REFILLED_WITHIN_MS = 120_000;
const CONNECTED_WITHIN_MS = 60_000;
const LAST_HOUR_MS = 3_600_000;
const main = fileURLToPath(new URL("../../services/ha-bridge/src/main.ts", import.meta.url));
const run = promisify(execFile);

/** Home Assistant's restart: from the request to its end, and from its start to its being RUNNING. */
interface Down {
  readonly askedMs: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly backMs: number;
}

interface Side {
  readonly name: string;
  readonly store: Prometheus;
  readonly bridge: BridgeProcess;
  /** All that the bridge sent, for looking where a missing sample got lost. */
  readonly sent: SentRequest[];
  readonly fromMs: number;
}

interface SentRequest {
  readonly atMs: number;
  readonly body: Buffer;
  readonly status: number;
}

/**
 * Three bridges look at one real house that changes all the time: one is tormented, one is off for two minutes, one
 * starts on an empty state directory at the end and is asked for the last hour. Then Home Assistant is stopped and its
 * own database says what should stand in the three stores.
 */
export async function auditRecorder({ seconds, seed, rate = RATE, say = () => undefined, keepDatabase }: AuditOptions): Promise<AuditResult> {
  await using stack = new AsyncDisposableStack();
  const plan = planFaults(seed, seconds * 1000, FAULTS);
  const ha = stack.use(await startHomeAssistant());
  const cable = stack.use(await startTcpProxy(ha.port));
  await ha.callService("loadgen", "add", { numbers: 160, binaries: 80, enums: 60 });
  const startStore = () => startPrometheus({ outOfOrderTimeWindow: "72h" });
  const [tormentedStore, offStore, freshStore] = [stack.use(await startStore()), stack.use(await startStore()), stack.use(await startStore())];
  const start = async (name: string, url: string, store: Prometheus): Promise<Side> => {
    const sent: SentRequest[] = [];
    const target = new URL(store.otlpUrl);
    const gateway = stack.use(await startGateway(target.origin, (body, status) => sent.push({ atMs: Date.now(), body, status })));
    const metrics = { endpoint: `${gateway.endpoint}${target.pathname}` };
    const bridge = stack.use(await startBridge({ homeAssistant: { url, token: ha.token, pingInterval: "5s" }, metrics }));
    await bridge.untilReady();
    await bridge.logged("the house was read");
    return { name, store, bridge, sent, fromMs: Date.now() };
  };
  const tormented = await start("killed, cut, store stopped", `http://127.0.0.1:${cable.port}`, tormentedStore);
  const off = await start("off for two minutes", ha.url, offStore);

  const beganMs = Date.now();
  const at = (ms: number) => sleep(Math.max(0, beganMs + ms - Date.now()));
  const down = { fromMs: 0, toMs: 0, askedMs: 0, backMs: 0 };
  const load = new AbortController();
  await setRate(ha, rate);
  const happened: FaultTally = { bridgeKills: 0, storeStops: 0, cuts: 0, restarts: 0 };
  const faults = [
    each(plan.bridgeKills, async ({ atMs, forMs }) => {
      await at(atMs);
      await tormented.bridge.kill();
      happened.bridgeKills += 1;
      await sleep(forMs);
      await tormented.bridge.start();
    }),
    each(plan.storeStops, async ({ atMs, forMs }) => {
      await at(atMs);
      await tormentedStore.stop();
      happened.storeStops += 1;
      await sleep(forMs);
      await tormentedStore.start();
    }),
    each(plan.cutsMs, async (atMs) => {
      await at(atMs);
      // While nothing is connected there is nothing to cut.
      await until("a connection to cut", CONNECTED_WITHIN_MS, () => (cable.connections > 0 ? true : undefined));
      cable.cut();
      happened.cuts += 1;
    }),
    (async () => {
      await at(plan.homeAssistantRestartMs);
      down.askedMs = Date.now();
      await ha.stop();
      down.fromMs = Date.now();
      await sleep(3_000);
      down.toMs = Date.now();
      await ha.start();
      down.backMs = Date.now();
      happened.restarts += 1;
      await setRate(ha, rate);
    })(),
    (async () => {
      await at(Math.max(0, (seconds * 1000 - OFF_FOR_MS) / 2));
      await off.bridge.stop();
      await sleep(OFF_FOR_MS);
      await off.bridge.start();
    })(),
    (async () => {
      for (let position = 0; !load.signal.aborted; position = (position + 7) % 101) {
        await ha.setMqtt(BLIND, String(position), "position").catch(() => undefined);
        await sleep(400);
      }
    })(),
  ];
  await at(seconds * 1000);
  load.abort();
  await Promise.all(faults);
  say(`the faults are over after ${Math.round((Date.now() - beganMs) / 1000)} s`);
  const fresh = await start("asked for the last hour on an empty state directory", ha.url, freshStore);
  await setRate(ha, 0);
  const loadEndedMs = Date.now();
  for (const side of [tormented, off, fresh]) await untilRefilled(side);
  // The recorder's own last rows, which only its commit interval brings.
  await sleep(6_000);
  const backfill = [main, "backfill", "--config", fresh.bridge.configFile, "--from", `${Math.max(LAST_HOUR_MS, Date.now() - beganMs)}ms`];
  say((await run(process.execPath, backfill)).stdout.trim());
  await untilRefilled(fresh);
  for (const side of [tormented, off, fresh]) await side.bridge.stop();
  await ha.stop();

  if (keepDatabase !== undefined) await copyFile(ha.dbFile, keepDatabase);
  // What is younger may belong to the stop of Home Assistant.
  const toMs = loadEndedMs;
  const rows = recorderRows(ha.dbFile, beganMs - 60_000);
  const sides: AuditedSide[] = [];
  for (const side of [tormented, off, { ...fresh, fromMs: beganMs }]) {
    sides.push(await auditSide(side, rows, { fromMs: Math.max(beganMs, side.fromMs), toMs }, down));
  }
  const entities = [...rows.keys()].filter(isAudited).length;
  return { plan, faults: happened, entities, sides, downMs: down.toMs - down.fromMs };
}

async function auditSide(
  { name, store, bridge, sent }: Side,
  rows: ReadonlyMap<string, readonly RecorderRow[]>,
  range: { readonly fromMs: number; readonly toMs: number },
  down: Down,
): Promise<AuditedSide> {
  const comparison = emptyComparison();
  const holes: string[] = [];
  let drawnAcross = 0;
  const endsMs = new Set(bridge.log.flatMap(({ endsAt }) => (typeof endsAt === "string" ? [Date.parse(endsAt)] : [])));
  const windowSeconds = Math.ceil((Date.now() - range.fromMs) / 1000) + 120;
  for (const [entityId, ofEntity] of rows) {
    if (!isAudited(entityId)) continue;
    const selector = `{entity_id="${entityId}",__name__=~"${VALUE_FAMILIES.join("|")}"}`;
    const stored = new Map((await store.samples(selector, windowSeconds)).map(({ labels, samples }) => [seriesName(labels), samples]));
    compareEntity(comparison, ofEntity, stored, valuesOf, { ...range, endsMs });
    for (const samples of stored.values()) drawnAcross += samples.filter(({ atMs }) => atMs > down.fromMs && atMs < down.toMs).length;
    holes.push(...(await holesOf(store, entityId, ofEntity, range, down)));
  }
  return { name, comparison, holes, drawnAcross, warnings: [...whereaboutsOf(comparison.differences, sent), ...(await warningsOf(bridge))] };
}

function isAudited(entityId: string): boolean {
  return /^(sensor|binary_sensor)\.load_\d+$/.test(entityId) || entityId === BLIND;
}

/** Whether a missing sample was ever sent, and what the store said to it. */
function whereaboutsOf(differences: readonly Difference[], sent: readonly SentRequest[]): string[] {
  const missing = differences.filter(({ kind }) => kind === "missing").slice(0, 5);
  if (missing.length === 0) return [];
  const lines = missing.map(({ entityId, series, atMs }) => `sent ${entityId} ${series} ${new Date(atMs).toISOString()}:`);
  for (const { atMs, body, status } of sent) {
    const points = decodeMetrics(gunzipSync(body));
    for (const [index, one] of missing.entries()) {
      const found = points.some(
        ({ name, attributes, timeMs }) => name === one.series.split(" ")[0] && attributes["entity_id"] === one.entityId && timeMs === one.atMs,
      );
      if (found) lines[index] += ` at ${new Date(atMs).toISOString()} with ${points.length} points, answered ${status};`;
    }
  }
  return lines;
}

async function warningsOf({ log, folder }: BridgeProcess): Promise<string[]> {
  const lines = log.filter(({ level }) => ["warn", "error", "fatal", "stderr"].includes(level)).map((line) => JSON.stringify(line));
  const dead = await readFile(join(folder, "state", "dead-letter.jsonl"), "utf8").catch(() => "");
  return [
    ...lines,
    ...dead
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => `dead letter: ${line}`),
  ];
}

/** Looks at each 15 s as a panel would. */
async function holesOf(
  store: Prometheus,
  entityId: string,
  rows: readonly RecorderRow[],
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  down: Down,
): Promise<string[]> {
  const stepMs = 15_000;
  // An end that was written before the bridge knew better is made good 1 ms later; faults come at whole steps.
  const firstMs = fromMs + 637;
  const selector = `{entity_id="${entityId}",__name__=~"${VALUE_FAMILIES.join("|")}"}`;
  const found = await store.queryRange(selector, { startSeconds: firstMs / 1000, endSeconds: toMs / 1000, stepSeconds: stepMs / 1000 });
  const holes: string[] = [];
  for (let atMs = firstMs; atMs <= toMs; atMs += stepMs) {
    const inForce = rows.findLast((row) => row.atMs <= atMs);
    if (inForce === undefined || valuesOf(inForce).size === 0 || (atMs >= down.askedMs && atMs <= down.backMs)) continue;
    for (const [series] of valuesOf(inForce)) {
      const samples = found.find(({ labels }) => seriesName(labels) === series)?.samples ?? [];
      if (!samples.some((sample) => Math.abs(sample.atMs - atMs) < 2)) holes.push(`${entityId} ${series} at ${new Date(atMs).toISOString()}`);
    }
  }
  return holes;
}

async function untilRefilled({ bridge }: Side): Promise<void> {
  await bridge.untilReady(60_000);
  let quietSince = 0;
  await until("gaps to be refilled and an empty spool", REFILLED_WITHIN_MS, async () => {
    const text = await bridge.metrics().catch(() => "");
    const value = (name: string) => Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, "m").exec(text)?.[1] ?? Number.NaN);
    const quiet = value("ha_bridge_refill_pending") === 0 && value("ha_bridge_spool_frames") === 0;
    quietSince = quiet ? quietSince || Date.now() : 0;
    return quiet && Date.now() - quietSince > 1_000 ? true : undefined;
  });
}

async function setRate(ha: HomeAssistant, rate: number): Promise<void> {
  await ha.callService("loadgen", "set_rate", { rate });
}

async function each<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  for (const one of all) await work(one);
}

/** For a person: what was compared, what differs, and which fault was near. */
export function describeAudit({ plan, faults, entities, sides, downMs }: AuditResult): string {
  const { bridgeKills, storeStops, cuts, restarts } = faults;
  const lines = [
    `plan: ${JSON.stringify(plan)}`,
    `${entities} entities; bridge killed ${bridgeKills} times, store stopped ${storeStops} times, connection cut ${cuts} times, ` +
      `Home Assistant restarted ${restarts} times (down for ${Math.round(downMs / 1000)} s)`,
  ];
  for (const { name, comparison, holes, drawnAcross, warnings } of sides) {
    const { rows, withValue, wanted, samples, repeats, behindEnds, differences } = comparison;
    const missing = differences.filter(({ kind }) => kind === "missing");
    const extra = differences.filter(({ kind }) => kind === "extra");
    lines.push(
      `${name}: ${rows} rows (${withValue} with a value, ${wanted} samples wanted), ${samples} samples stored, ${repeats} of them repeats, ${behindEnds} right behind an end, ` +
        `missing ${missing.length}, extra ${extra.length}, holes ${holes.length}, in the downtime ${drawnAcross}`,
    );
    for (const { kind, entityId, series, atMs, why } of [...missing.slice(0, 10), ...extra.slice(0, 10)]) {
      lines.push(`  ${kind} ${entityId} ${series} at ${new Date(atMs).toISOString()}: ${why}`);
    }
    for (const hole of holes.slice(0, 5)) lines.push(`  hole ${hole}`);
    if (differences.length + holes.length > 0) for (const warning of warnings.slice(0, 40)) lines.push(`  ${warning}`);
  }
  return lines.join("\n");
}

/** Nothing missing, nothing extra, no hole, nothing drawn across. */
export function isClean({ sides }: AuditResult): boolean {
  return sides.every(({ comparison, holes, drawnAcross }) => comparison.differences.length + holes.length + drawnAcross === 0);
}
