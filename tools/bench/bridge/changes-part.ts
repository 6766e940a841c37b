import type { BenchOptions, Part } from "../bench.ts";
import type { Affinity } from "../affinity.ts";
import { medianBy } from "../median.ts";
import { type ChangesCost, measureChanges } from "./measure-changes.ts";
import { measureSubscribeEntities } from "./measure-subscribe-entities.ts";

const SIZES = [500, 5_000, 50_000] as const;
const PER_SECOND = 5_000;
const MAX_RATIO = 3;
const MAX_GROWTH = 1.3;
const SUBSCRIBE_SIZE = 5_000;
const MIN_SUBSCRIBE_RATIO = 50;

interface Row {
  readonly entities: number;
  readonly oursUs: number;
  readonly parseUs: number;
  readonly gzipUs: number;
  readonly tightUs: number;
  readonly spoolUs: number;
  readonly diskP50Ms: number;
  readonly diskP99Ms: number;
  readonly ratio: number;
  readonly subscribeUs: number;
}

/** What a change costs from frame to acknowledged request, against the least it can cost and against `subscribeEntities`. */
export async function changesPart({ quick, say, signal, profile }: BenchOptions, affinity: Affinity): Promise<Part> {
  const rounds = quick ? 1 : 3;
  const load = { perSecond: PER_SECOND, warmUpSeconds: quick ? 4 : 8, seconds: quick ? 3 : 6, affinity, profile, signal };
  const rows: Row[] = [];
  for (const entities of SIZES) {
    const costs: ChangesCost[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      say(`changes: ${entities} entities, round ${round} of ${rounds}`);
      costs.push(await measureChanges({ ...load, entities }));
    }
    say(`changes: ${entities} entities through subscribeEntities`);
    const subscribeUs = await measureSubscribeEntities({ entities, affinity, signal });
    rows.push(rowOf(entities, medianBy(costs, ratioOf), subscribeUs));
  }
  return {
    name: "changes",
    title: `CPU per change in microseconds, from frame to acknowledged request, at ${PER_SECOND} changes/s (${rounds === 1 ? "one round" : `median of ${rounds} rounds`})`,
    columns: [
      "entities",
      "ours",
      "floor",
      "= parse",
      "+ gzip",
      "ours/floor",
      "tight floor",
      "ours/tight",
      "durable",
      "% of ours",
      "disk p50 ms",
      "disk p99 ms",
      "subscribeEntities",
      "x ours",
    ],
    rows: rows.map((row) => [
      row.entities,
      row.oursUs,
      row.parseUs + row.gzipUs,
      row.parseUs,
      row.gzipUs,
      row.ratio,
      row.tightUs,
      row.oursUs / row.tightUs,
      row.spoolUs,
      (row.spoolUs / row.oursUs) * 100,
      row.diskP50Ms,
      row.diskP99Ms,
      row.subscribeUs,
      row.subscribeUs / row.oursUs,
    ]),
    checks: checksOf(rows),
    notes: [
      "ours: all threads of the bridge's process, its sockets, disk and repeats included; heartbeat 4m.",
      "floor: JSON.parse of the same frames and gzip 1 of the same requests, at the same instants, nothing else. It is judged by this one.",
      "tight floor: the same in a loop without pauses, which finds all it needs in the processor's caches; the bridge never can.",
      "durable: what the spool has of ours: the same requests at the same instants, appended, synced, read again and acknowledged, nothing else.",
      "disk: how long a request waits for being durable, on this machine's disk for temporary files; changes that arrive meanwhile share the next.",
      "subscribeEntities: only keeps the states; nothing is made of them or sent.",
    ],
  };
}

function ratioOf({ oursMs, parseMs, gzipMs }: ChangesCost): number {
  return oursMs / (parseMs + gzipMs);
}

function rowOf(entities: number, cost: ChangesCost, subscribeUs: number): Row {
  const us = (ms: number) => (ms * 1000) / cost.changes;
  return {
    entities,
    oursUs: us(cost.oursMs),
    parseUs: us(cost.parseMs),
    gzipUs: us(cost.gzipMs),
    tightUs: us(cost.tightMs),
    spoolUs: us(cost.spoolMs),
    diskP50Ms: cost.diskP50Ms,
    diskP99Ms: cost.diskP99Ms,
    ratio: ratioOf(cost),
    subscribeUs,
  };
}

function checksOf(rows: readonly Row[]): Part["checks"] {
  const subscribed = rows.find(({ entities }) => entities === SUBSCRIBE_SIZE);
  const growth = (rows.at(-1)?.ratio ?? Number.NaN) / (rows[0]?.ratio ?? Number.NaN);
  return [
    ...rows.map(
      ({ entities, ratio }) => ({ what: `ours/floor at ${entities} entities`, value: ratio, limit: MAX_RATIO, is: "at most", unit: "" }) as const,
    ),
    { what: `that ratio at ${SIZES.at(-1)} entities, of what it is at ${SIZES[0]}`, value: growth, limit: MAX_GROWTH, is: "at most", unit: " x" },
    {
      what: `subscribeEntities at ${SUBSCRIBE_SIZE} entities, of ours`,
      value: (subscribed?.subscribeUs ?? Number.NaN) / (subscribed?.oursUs ?? Number.NaN),
      limit: MIN_SUBSCRIBE_RATIO,
      is: "at least",
      unit: " x",
    },
  ];
}
