import { ManualClock } from "@tiles/testkit/manual-clock";
import { AppError } from "@tiles/kit/errors";
import { describe, expect, test } from "vitest";
import { exporterBed, house } from "./core/house-exporter.testing.ts";
import type { EntityHistory, HistoryRow, RunEvent, StatisticsRow } from "./core/history.ts";
import { createJournal } from "./core/journal.ts";
import { restoreLedger } from "./core/ledger.ts";
import { createStretches, type Stretches } from "./core/refill/stretches.ts";
import { createSeriesFactory } from "./core/series-factory.ts";
import type { LabelPairs, Series } from "./core/series.ts";
import type { HistoryQuery, Recorder } from "./ports.ts";
import { createRefill, type Refill } from "./refill.ts";

const T = Date.UTC(2026, 0, 15, 12);
const SECOND = 1_000;
const HOUR = 3_600_000;
const WINDOW_MS = 72 * HOUR;
const encode = (labels: LabelPairs) => new TextEncoder().encode(JSON.stringify(labels));

interface Bed {
  readonly clock: ManualClock;
  readonly stretches: Stretches;
  readonly refill: Refill;
  readonly points: (readonly [name: string, atMs: number, value: number | "end", labels: string])[];
  readonly told: string[];
  readonly queries: HistoryQuery[];
  readonly recorder: Recorder;
  readonly journal: ReturnType<typeof createJournal>;
  /** Lets it work for so long. */
  pass(ms: number): Promise<void>;
  stop(): Promise<void>;
}

/** A refill of the house with one light, seen at T after a gap, with a recorder that answers as it is told. */
function bedWith(
  rows: HistoryRow[],
  given: {
    windowMs?: number;
    history?: (query: HistoryQuery) => Promise<EntityHistory>;
    runs?: RunEvent[];
    hours?: StatisticsRow[];
    startedMs?: number;
    waitingPoints?: () => number;
  } = {},
): Bed {
  const clock = new ManualClock(T);
  const journal = createJournal();
  const stretches = createStretches([], journal);
  const { exporter } = exporterBed();
  exporter.snapshot({ entities: house({ "light.lamp": ["on", T - SECOND, {}] }), askedMs: T, complete: true, restarted: false }, T);
  const points: Bed["points"] = [];
  const told: string[] = [];
  const queries: HistoryQuery[] = [];
  const note = (series: Series, atMs: number, value: number | "end") => {
    points.push([series.family.name, atMs, value, new TextDecoder().decode(series.attributes) + new TextDecoder().decode(series.own)]);
  };
  const answer = async ({ fromMs, toMs }: HistoryQuery): Promise<EntityHistory> => {
    const before = rows.filter(({ lastUpdatedUs }) => lastUpdatedUs <= fromMs * 1000);
    return { start: before.at(-1), rows: rows.filter(({ lastUpdatedUs: us }) => us > fromMs * 1000 && us < toMs * 1000) };
  };
  const recorder: Recorder = {
    async history(query) {
      queries.push(query);
      const found = await (given.history ?? answer)(query);
      return new Map(query.entityIds.map((id) => [id, found]));
    },
    runs: async () => given.runs ?? [],
    statisticsIds: async () => (given.hours === undefined ? [] : [{ id: "light.lamp", unit: undefined, hasMean: true, hasSum: false }]),
    statistics: async () => new Map([["light.lamp", given.hours ?? []]]),
  };
  const refill = createRefill({
    stretches,
    exporter,
    factory: createSeriesFactory(1, journal, encode),
    encode,
    sink: { add: note, end: (series, atMs) => note(series, atMs, "end") },
    clock,
    events: {
      refillBegun: (entities) => told.push(`begun ${entities}`),
      refillProgress: (waiting) => told.push(`waiting ${waiting}`),
      refillDone: (done) => told.push(`done ${JSON.stringify(done)}`),
      refillFailed: (why) => told.push(`failed ${String(why)}`),
      refillImpossible: (entities, why) => told.push(`impossible ${entities} ${why}`),
    },
    startedMs: () => given.startedMs ?? T - 100 * HOUR,
    windowMs: () => given.windowMs ?? WINDOW_MS,
    waitingPoints: given.waitingPoints ?? (() => 0),
    flush: async () => undefined,
  });
  const ended = new AbortController();
  const running = refill.run(ended.signal);
  return {
    clock,
    stretches,
    refill,
    points,
    told,
    queries,
    recorder,
    journal,
    async pass(ms) {
      await clock.advance(ms);
    },
    async stop() {
      ended.abort(new Error("the test is over"));
      await running;
    },
  };
}

function row(state: string, atMs: number): HistoryRow {
  return { state, attributes: {}, lastChangedUs: atMs * 1000, lastUpdatedUs: atMs * 1000 };
}

/** The light was switched off and on between T - 60 s and T; what came last was seen. */
const missed = {
  entityId: "light.lamp",
  afterUs: (T - 60 * SECOND) * 1000,
  beforeUs: (T - SECOND) * 1000,
  fromMs: T - 60 * SECOND,
  toMs: T,
  ended: false,
};
const rows = [row("on", T - 60 * SECOND), row("off", T - 30 * SECOND), row("on", T - SECOND)];

const samplesOf = ({ points }: Bed, name: string) =>
  points.filter(([family]) => family === name).map(([, atMs, value]) => [(atMs - T) / SECOND, value]);

describe("a gap", () => {
  test("is filled after the recorder's commit interval, and what is filled is written down with the points", async () => {
    const bed = bedWith(rows);
    bed.stretches.add(missed);
    const opened = bed.journal.take(() => undefined);
    bed.refill.ask(bed.recorder);
    await bed.pass(5 * SECOND);
    expect(bed.queries).toEqual([]);
    await bed.pass(2 * SECOND);
    expect(samplesOf(bed, "ha_on")).toEqual([[-30, 0]]);
    expect(restoreLedger([opened, bed.journal.take(() => undefined)]).stretches).toEqual([]);
    expect(bed.told).toEqual(["begun 1", "waiting 0", 'done {"entities":1,"rows":1,"points":2}']);
    await bed.stop();
  });

  test("has the labels of the entity, which are known by then", async () => {
    const bed = bedWith(rows);
    bed.stretches.add(missed);
    bed.refill.ask(bed.recorder);
    await bed.pass(8 * SECOND);
    expect(bed.points.every(([, , , labels]) => labels.includes("light.lamp"))).toBe(true);
    await bed.stop();
  });

  test("is asked for again while the recorder has not written what we saw live", async () => {
    let written = rows.slice(0, 1);
    const bed = bedWith([], {
      history: async ({ fromMs }) => ({ start: undefined, rows: written.filter(({ lastUpdatedUs }) => lastUpdatedUs > fromMs * 1000) }),
    });
    bed.stretches.add(missed);
    bed.refill.ask(bed.recorder);
    await bed.pass(8 * SECOND);
    expect(bed.points).toEqual([]);
    written = rows;
    await bed.pass(8 * SECOND);
    expect(samplesOf(bed, "ha_on")).toEqual([[-30, 0]]);
    await bed.stop();
  });

  test("waits for the next connection when this one is lost", async () => {
    let calls = 0;
    const bed = bedWith(rows, {
      history: async () => {
        calls += 1;
        if (calls === 1) throw new Error("the connection was lost");
        return { start: rows[0], rows: rows.slice(1) };
      },
    });
    bed.stretches.add(missed);
    bed.refill.ask(bed.recorder);
    await bed.pass(6 * SECOND);
    expect(bed.told).toContain("failed Error: the connection was lost");
    bed.refill.ask(undefined);
    await bed.pass(60 * SECOND);
    expect(calls).toBe(1);
    bed.refill.ask(bed.recorder);
    await bed.pass(10 * SECOND);
    expect(samplesOf(bed, "ha_on")).toEqual([[-30, 0]]);
    await bed.stop();
  });

  test("of days is filled hour by hour; what is left of it is known at any time", async () => {
    const long = { ...missed, fromMs: T - 5 * HOUR, afterUs: (T - 5 * HOUR) * 1000 };
    const changes = [
      row("on", T - 6 * HOUR),
      row("off", T - 4.5 * HOUR),
      row("on", T - 2.5 * HOUR),
      row("off", T - 0.5 * HOUR),
      row("on", T - SECOND),
    ];
    const bed = bedWith(changes);
    bed.stretches.add(long);
    const sections = [bed.journal.take(() => undefined)];
    bed.refill.ask(bed.recorder);
    await bed.pass(60 * SECOND);
    sections.push(bed.journal.take(() => undefined));
    expect(samplesOf(bed, "ha_on").filter(([at]) => [-4.5, -2.5, -0.5].includes(Number(at) / 3_600))).toEqual([
      [-4.5 * 3_600, 0],
      [-2.5 * 3_600, 1],
      [-0.5 * 3_600, 0],
    ]);
    expect(bed.queries.length).toBeGreaterThan(2);
    expect(restoreLedger(sections).stretches).toEqual([]);
    // No silence of five minutes anywhere.
    const times = samplesOf(bed, "ha_on").map(([at]) => Number(at));
    expect(Math.max(...times.slice(1).map((at, index) => at - (times[index] ?? 0)))).toBeLessThan(300);
    await bed.stop();
  });

  test("is asked for with rests between that are twice as long as Home Assistant took to answer", async () => {
    const long = { ...missed, fromMs: T - 8 * HOUR, afterUs: (T - 8 * HOUR) * 1000 };
    const TAKES_MS = 400;
    const asked: number[] = [];
    const bed = bedWith([], {
      async history() {
        asked.push(bed.clock.now());
        await bed.clock.sleep(TAKES_MS, new AbortController().signal);
        return { start: undefined, rows: [row("on", T - SECOND)] };
      },
    });
    bed.stretches.add(long);
    bed.refill.ask(bed.recorder);
    await bed.pass(60 * SECOND);
    expect(bed.stretches.size).toBe(0);
    expect(asked.length).toBeGreaterThan(2);
    const between = asked.slice(1).map((atMs, index) => atMs - (asked[index] ?? 0));
    expect(Math.min(...between)).toBeGreaterThanOrEqual(3 * TAKES_MS);
    await bed.stop();
  });

  test("waits while too much of it waits to be sent", async () => {
    const long = { ...missed, fromMs: T - 8 * HOUR, afterUs: (T - 8 * HOUR) * 1000 };
    let waiting = 300_001;
    const bed = bedWith(rows, { waitingPoints: () => waiting });
    bed.stretches.add(long);
    bed.refill.ask(bed.recorder);
    await bed.pass(60 * SECOND);
    expect(bed.queries).toHaveLength(1);
    waiting = 300_000;
    await bed.pass(60 * SECOND);
    expect(bed.queries.length).toBeGreaterThan(1);
    expect(bed.stretches.size).toBe(0);
    await bed.stop();
  });

  test("that the recorder has forgotten is filled with hourly statistics, marked", async () => {
    const long = { ...missed, fromMs: T - 5 * HOUR, afterUs: (T - 5 * HOUR) * 1000 };
    const hours = [{ startMs: T - 4 * HOUR, endMs: T - 3 * HOUR, mean: 7 }];
    const bed = bedWith([row("on", T - SECOND)], { hours });
    bed.stretches.add(long);
    bed.refill.ask(bed.recorder);
    await bed.pass(60 * SECOND);
    expect(bed.points.filter(([, , , labels]) => labels.includes('"statistic","mean"')).map(([, atMs, value]) => [atMs, value])).toEqual([
      [T - 3 * HOUR, 7],
    ]);
    await bed.stop();
  });

  test("gets no hours that the store takes no more", async () => {
    const long = { ...missed, fromMs: T - 9 * HOUR, afterUs: (T - 9 * HOUR) * 1000 };
    const hours = [-8, -5, -3].map((hour) => ({ startMs: T + hour * HOUR, endMs: T + (hour + 1) * HOUR, mean: hour }));
    // A window of seven hours is one of six when it moves on meanwhile.
    const bed = bedWith([row("on", T - SECOND)], { hours, windowMs: 7 * HOUR });
    bed.stretches.add(long);
    bed.refill.ask(bed.recorder);
    await bed.pass(60 * SECOND);
    expect(bed.points.filter(([, , , labels]) => labels.includes('"statistic"')).map(([, , value]) => value)).toEqual([-5, -3]);
    await bed.stop();
  });

  test("cannot be filled in a store without an out-of-order window, and that is said", async () => {
    const bed = bedWith(rows, { windowMs: 0 });
    bed.stretches.add(missed);
    bed.refill.ask(bed.recorder);
    await bed.pass(10 * SECOND);
    expect(bed.told).toEqual(["impossible 1 store_has_no_window"]);
    expect(bed.stretches.size).toBe(0);
    await bed.stop();
  });

  test("without a history in the house is kept for a day, in case that comes, and not for ever", async () => {
    const cause = { thing: "Home Assistant", tried: "history/history_during_period", whatToDo: "" } as const;
    const bed = bedWith(rows, {
      history: async () => {
        throw new AppError({ ...cause, code: "BRIDGE_HA_COMMAND", cameBack: "unknown_command: Unknown command." });
      },
    });
    bed.stretches.add({ ...missed, fromMs: T - 30 * HOUR, toMs: T - 24 * HOUR + 30 * SECOND, beforeUs: null });
    bed.stretches.add(missed);
    bed.refill.ask(bed.recorder);
    await bed.pass(20 * SECOND);
    expect(bed.stretches.size).toBe(2);
    await bed.pass(60 * SECOND);
    expect(bed.told.filter((line) => !line.startsWith("failed"))).toEqual(["begun 2", "impossible 1 house_has_no_history"]);
    expect([...bed.stretches]).toMatchObject([missed]);
    await bed.stop();
  });

  test("that is more than the recorder can answer in time is asked for in smaller parts", async () => {
    const lamps = 40;
    const bed = bedWith([], {
      async history({ entityIds, fromMs, toMs }) {
        if (entityIds.length > 10 || toMs - fromMs > HOUR / 2) throw new Error("no answer within 60 s");
        return { start: row("on", fromMs), rows: [] };
      },
    });
    const long = { ...missed, fromMs: T - 2 * HOUR, afterUs: (T - 2 * HOUR) * 1000, beforeUs: null };
    for (let index = 0; index < lamps; index += 1) bed.stretches.add({ ...long, entityId: `light.l${index}` });
    bed.refill.ask(bed.recorder);
    await bed.pass(300 * SECOND);
    expect(bed.stretches.size).toBe(0);
    // What was too much is not tried again soon.
    expect(bed.told.filter((line) => line.startsWith("failed"))).toHaveLength(3);
    await bed.stop();
  });

  test("that begins after its end, as the clock was set back, does not hold up the others", async () => {
    const bed = bedWith(rows);
    bed.stretches.add({ ...missed, fromMs: T + HOUR, afterUs: (T + HOUR) * 1000 });
    bed.stretches.add(missed);
    bed.refill.ask(bed.recorder);
    await bed.pass(30 * SECOND);
    expect(bed.stretches.size).toBe(0);
    expect(bed.queries.length).toBeLessThan(10);
    expect(samplesOf(bed, "ha_on")).toEqual([[-30, 0]]);
    await bed.stop();
  });

  test("with a restart of Home Assistant in it ends at the stop", async () => {
    const runs: RunEvent[] = [
      { kind: "stopped", atMs: T - 40 * SECOND },
      { kind: "started", atMs: T - 10 * SECOND },
    ];
    const bed = bedWith([row("on", T - 60 * SECOND), row("off", T - 50 * SECOND), row("on", T - SECOND)], { runs, startedMs: T - 20 * SECOND });
    bed.stretches.add(missed);
    bed.refill.ask(bed.recorder);
    await bed.pass(10 * SECOND);
    expect(samplesOf(bed, "ha_on")).toEqual([
      [-50, 0],
      [-40, "end"],
    ]);
    await bed.stop();
  });
});
