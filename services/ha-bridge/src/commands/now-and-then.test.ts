import { expect, test } from "vitest";
import { nowAndThen } from "./now-and-then.ts";

test("says what is new every few seconds, and nothing of what is over sooner", () => {
  let now = 0;
  const said: number[] = [];
  const say = nowAndThen<number>(
    3000,
    (what) => said.push(what),
    () => now,
  );
  for (now = 0; now < 10_000; now += 500) say(now);
  expect(said).toEqual([3000, 6000, 9000]);
});
