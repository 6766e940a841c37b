import { expect, test } from "vitest";
import { coalesced } from "./coalesced.ts";

/** Work whose runs end when the test says so. */
function heldWork() {
  const runs: PromiseWithResolvers<void>[] = [];
  const work = coalesced(() => {
    const run = Promise.withResolvers<void>();
    runs.push(run);
    return run.promise;
  });
  return { runs, work };
}

test("calls during a run share the one after it", async () => {
  const { runs, work } = heldWork();
  const first = work();
  const [second, third] = [work(), work()];
  expect(runs).toHaveLength(1);
  runs[0]?.resolve();
  await first;
  await until(() => runs.length === 2);
  runs[1]?.resolve();
  await Promise.all([second, third]);
  expect(runs).toHaveLength(2);
});

test("a run that fails is told to its callers only; the next one begins all the same", async () => {
  const { runs, work } = heldWork();
  const first = work();
  const second = work();
  runs[0]?.reject(new Error("no broker"));
  await expect(first).rejects.toThrow("no broker");
  await until(() => runs.length === 2);
  runs[1]?.resolve();
  await second;
});

test("a call after the last run begins a new one", async () => {
  const { runs, work } = heldWork();
  for (const index of [0, 1]) {
    const run = work();
    runs[index]?.resolve();
    await run;
  }
  expect(runs).toHaveLength(2);
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => void setImmediate(resolve));
}
