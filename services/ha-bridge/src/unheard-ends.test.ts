import { ManualClock } from "@tiles/testkit/manual-clock";
import { expect, test } from "vitest";
import { families } from "./core/catalogue.ts";
import type { Series } from "./core/series.ts";
import { rememberEnds } from "./unheard-ends.ts";

const T = Date.UTC(2026, 0, 15, 12);
const MINUTE_MS = 60_000;

test("an end is written once more at its own time, as often as it is asked for", () => {
  const { ends, written } = bed();
  ends.end(lamp, T - 10);
  ends.again();
  ends.again();
  expect(written).toEqual([T - 10, T - 10, T - 10]);
});

test("samples pass and are not remembered", () => {
  const { ends, written } = bed();
  ends.add(lamp, T, 1);
  ends.again();
  expect(written).toEqual([`1 at ${T}`]);
});

test("what ended before the store had everything is not written again, what ended since is", async () => {
  const { ends, written, clock } = bed();
  ends.end(lamp, T - 10);
  await clock.advance(1);
  ends.end(lamp, T);
  ends.heard(T + 1);
  written.length = 0;
  ends.again();
  expect(written).toEqual([T]);
});

test("an end that is too old to be with live samples is left to the backlog", async () => {
  const { ends, written, clock } = bed();
  ends.end(lamp, T);
  written.length = 0;
  await clock.advance(46 * MINUTE_MS);
  ends.again();
  expect(written).toEqual([]);
});

const lamp: Series = { id: 1, family: families.on, attributes: new Uint8Array(), member: undefined, own: undefined, value: 1, sentMs: T };

function bed() {
  const clock = new ManualClock(T);
  const written: (number | string)[] = [];
  const live = {
    add: (_: Series, atMs: number, value: number) => written.push(`${value} at ${atMs}`),
    end: (_: Series, atMs: number) => written.push(atMs),
  };
  return { clock, written, ends: rememberEnds(live, clock) };
}
