import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startMimir } from "../../tools/testbed/mimir/start-mimir.ts";
import { startStores, type StoreName, storeNames, type StoreUnderTest } from "../stores/four-stores.ts";
import { type DeliveryBed, type Point, startDelivery } from "./delivery-bed.ts";
import type { Trouble } from "../support/gateway.ts";

/** How each real store behaves, and that the bridge's sender gets everything into it all the same. docs/backends.md says what was seen. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const stack = new AsyncDisposableStack();
const beds = new Map<StoreName, DeliveryBed>();
let count = 0;

beforeAll(async () => {
  const { all } = stack.use(await startStores());
  for (const store of all) beds.set(store.name, stack.use(await startDelivery(store)));
});
afterAll(() => stack.disposeAsync());

/** Series of its own for each test, so that none disturbs another. */
function fresh(): string {
  count += 1;
  return `sensor.backend_${count}`;
}

function bedOf(name: StoreName): DeliveryBed {
  const bed = beds.get(name);
  if (bed === undefined) throw new Error(`no store ${name}`);
  return bed;
}

function line(series: string, values: number, lastMs = Date.now() - SECOND): Point[] {
  return Array.from({ length: values }, (_, index) => ({ series, atMs: lastMs - (values - 1 - index) * 10, value: index }));
}

const pairs = (points: readonly Point[]) => points.map(({ atMs, value }) => [atMs, value]);
const answers = (status: number, headers: Readonly<Record<string, string>> = {}): Trouble => ({ kind: "answer", status, headers });

/** One behaviour after the other; the stores, which know nothing of each other, at the same time. */
function inEachStore(behaviour: string, work: (name: StoreName) => Promise<void>): void {
  describe(behaviour, () => {
    test.concurrent.each(storeNames)("%s", work);
  });
}

inEachStore("takes a request, each sample at its millisecond", async (name) => {
  const [bed, series] = [bedOf(name), fresh()];
  const points = line(series, 50);
  await bed.append(points);
  await bed.delivered();
  expect(await bed.samples(series)).toEqual(pairs(points));
});

for (const [what, troubles] of [
  ["503 three times", [answers(503), answers(503), answers(503)]],
  ["500 and 502", [answers(500), answers(502)]],
  ["529, as some overloaded stores say", [answers(529)]],
  ["a connection cut in the middle of the request", [{ kind: "cut in the request" }]],
  ["a connection cut after the store took it", [{ kind: "cut before the answer" }]],
] satisfies [string, Trouble[]][]) {
  inEachStore(`${what}: nothing is lost, nothing is there twice`, async (name) => {
    const [bed, series] = [bedOf(name), fresh()];
    bed.gateway.next(...troubles);
    const points = line(series, 20);
    await bed.append(points);
    await bed.delivered();
    expect(await bed.samples(series)).toEqual(pairs(points));
  });
}

inEachStore("an answer that comes too late is asked for again, and counts once", async (name) => {
  const [bed, series] = [bedOf(name), fresh()];
  bed.gateway.next({ kind: "slow", ms: 7 * SECOND });
  const points = line(series, 20);
  await bed.append(points);
  await bed.delivered();
  expect(await bed.samples(series)).toEqual(pairs(points));
});

inEachStore("200 with a partial success: the text is handed on, and nothing is sent again", async (name) => {
  const [bed, series] = [bedOf(name), fresh()];
  const from = bed.gateway.seen.length;
  bed.gateway.next({ kind: "partial success", text: "err-mimir-exemplar-series-missing" });
  const points = line(series, 20);
  await bed.append(points);
  await bed.delivered();
  expect(bed.gateway.seen.length - from).toBe(1);
  expect(bed.told.filter((one) => one.name === "partialSuccess").map(({ facts }) => facts)).toContainEqual("err-mimir-exemplar-series-missing");
  expect(await bed.samples(series)).toEqual(pairs(points));
});

inEachStore("429: waits as long as it is told to, and says which attempt it is", async (name) => {
  const [bed, series] = [bedOf(name), fresh()];
  const from = bed.gateway.seen.length;
  bed.gateway.next(answers(429, { "retry-after": "2" }));
  await bed.append(line(series, 5));
  await bed.delivered();
  const [first, second] = bed.gateway.seen.slice(from);
  expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(2 * SECOND - 20);
  expect(first?.headers["retry-attempt"]).toBeUndefined();
  expect(second?.headers["retry-attempt"]).toBe("1");
});

inEachStore("413: what is too large is halved until it passes, and the limit is kept in mind", async (name) => {
  const [bed, series] = [bedOf(name), fresh()];
  bed.gateway.always({ kind: "limit", bytes: 4_000 });
  const points = line(series, 2_000);
  const from = bed.gateway.seen.length;
  await bed.append(points);
  await bed.delivered();
  const refused = bed.gateway.seen.slice(from).filter(({ status }) => status === 413).length;
  const again = bed.gateway.seen.length;
  await bed.append(line(series, 2_000, Date.now() + 40 * SECOND).map((point) => ({ ...point, atMs: point.atMs - 20 * SECOND })));
  await bed.delivered();
  bed.gateway.always(undefined);
  expect(refused).toBeGreaterThan(0);
  expect(bed.gateway.seen.slice(again).filter(({ status }) => status === 413).length).toBeLessThan(refused);
  expect((await bed.samples(series)).slice(0, 2_000)).toEqual(pairs(points));
});

inEachStore("one bad point among thousands: the thousands arrive", async (name) => {
  const [bed, series, bad] = [bedOf(name), fresh(), fresh()];
  const points = line(series, 3_000);
  const buried = (await bed.deadLetters()).length;
  // Far ahead of the clock: Prometheus and Mimir refuse that, VictoriaMetrics takes it.
  await bed.append([...points, { series: bad, atMs: Date.now() + HOUR, value: 1 }]);
  await bed.delivered();
  expect(await bed.samples(series)).toEqual(pairs(points));
  const dead = (await bed.deadLetters()).slice(buried);
  if (name === "VictoriaMetrics") {
    expect(dead).toEqual([]);
    expect(await bed.samples(bad)).toHaveLength(1);
  } else {
    expect(await bed.samples(bad)).toEqual([]);
    expect(dead).toMatchObject([{ why: expect.stringContaining("400") }]);
    expect(JSON.stringify(dead[0])).toContain(bad);
  }
});

inEachStore("a stale marker ends a series at once", async (name) => {
  const [bed, series] = [bedOf(name), fresh()];
  const atMs = Date.now() - 10 * SECOND;
  await bed.append([
    { series, atMs, value: 7 },
    { series, atMs: atMs + 2 * SECOND, value: "end" },
  ]);
  await bed.delivered();
  expect(await bed.shown(series, atMs + SECOND)).toBe(7);
  expect(await bed.shown(series, atMs + 3 * SECOND)).toBeUndefined();
});

inEachStore("the same request twice counts once", async (name) => {
  const [bed, series] = [bedOf(name), fresh()];
  const points = line(series, 20);
  await bed.append(points);
  await bed.delivered();
  await bed.append(points);
  await bed.delivered();
  expect(await bed.samples(series)).toEqual(pairs(points));
});

inEachStore("what comes behind a newer sample is stored where the store has a window, and nowhere stands as a loss that is none", async (name) => {
  const [bed, series] = [bedOf(name), fresh()];
  const newer = line(series, 5);
  const older = line(series, 5, Date.now() - 30 * MINUTE);
  await bed.append(newer);
  await bed.delivered();
  const buried = (await bed.deadLetters()).length;
  await bed.append(older);
  await bed.delivered();
  expect(await bed.samples(series)).toEqual(bed.store.hasWindow ? [...pairs(older), ...pairs(newer)] : pairs(newer));
  expect((await bed.deadLetters()).length).toBe(buried);
  const outOfOrder = bed.told.filter(({ name: told }) => told === "tooLate").length;
  expect(outOfOrder > 0).toBe(!bed.store.hasWindow);
});

inEachStore("what is older than the store takes is given up and counted, without looking for it point by point", async (name) => {
  const [bed, series] = [bedOf(name), fresh()];
  const from = bed.gateway.seen.length;
  const toldBefore = bed.told.length;
  await bed.append(line(series, 500, Date.now() - 100 * HOUR), "backlog");
  await bed.delivered();
  const told = new Set(bed.told.slice(toldBefore).map((one) => one.name));
  const stored = (await bed.samples(series)).length;
  if (name === "VictoriaMetrics") expect(stored).toBe(500);
  else {
    expect(stored).toBe(0);
    expect(told.has("dropped") || told.has("partialSuccess")).toBe(true);
  }
  expect(bed.gateway.seen.length - from).toBeLessThan(5);
});

describe("Mimir under its own limits", () => {
  let bed: DeliveryBed;

  beforeAll(async () => {
    const tenant = "small";
    const mimir = stack.use(await startMimir({ tenant, limits: { ingestion_rate: 2_000, ingestion_burst_size: 2_000 } }));
    const store: StoreUnderTest = {
      name: "Mimir",
      store: mimir,
      hasWindow: true,
      metrics: { endpoint: mimir.otlpUrl, headers: mimir.headers },
    };
    bed = stack.use(await startDelivery(store));
  });

  test("a request over the burst can never pass, so it is halved; everything arrives", async () => {
    const series = fresh();
    const points = line(series, 3_000);
    await bed.append(points);
    await bed.delivered(170_000);
    expect(await bed.samples(series)).toEqual(pairs(points));
    expect(bed.told.filter(({ name }) => name === "retryAfter").length).toBeGreaterThan(0);
  }, 180_000);
});
