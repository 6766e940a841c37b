import { expect, test } from "vitest";
import type { Component } from "../testbed/component.ts";
import type { ensureComponent } from "../testbed/cache/ensure-component.ts";
import { getComponents } from "./get-components.ts";
import { type IntegrationFile, runIntegration } from "./integration.ts";

const component = (name: string): Component => ({ name, version: "1", what: "", madeFrom: {}, needs: [], programs: [], make: async () => undefined });
const file = (path: string, ...needs: readonly string[]): IntegrationFile => ({ path, tests: 3, needs: new Set(needs) });
const options = (ensure: typeof ensureComponent) => ({ signal: new AbortController().signal, tell: () => undefined, ensure });

/** Runs that pass every test, written down. */
function recorder() {
  const runs: (readonly string[])[] = [];
  const run = async (paths: readonly string[]) => {
    runs.push(paths);
    return { passed: paths.length, failed: 0, skipped: 0, failures: [], skips: [] };
  };
  return { runs, run };
}

test("files run as soon as their components are there", async () => {
  const slow = Promise.withResolvers<string>();
  const getting = getComponents(
    [component("quick"), component("slow")],
    options(async ({ name }) => (name === "slow" ? slow.promise : "")),
  );
  await getting.outcomes.get("quick");
  const { runs, run } = recorder();
  const finished = runIntegration([file("a", "slow"), file("b"), file("c", "quick")], getting, (paths) => {
    slow.resolve("");
    return run(paths);
  });
  expect(await finished).toMatchObject({ passed: 3, skipped: 0 });
  expect(runs).toEqual([["b", "c"], ["a"]]);
});

test("what mostly waits for a clock runs beside the others", async () => {
  const getting = getComponents(
    [],
    options(async () => ""),
  );
  const ended = Promise.withResolvers<void>();
  const { runs, run } = recorder();
  const finished = runIntegration([file("a"), { ...file("night"), isPatient: true }, file("b")], getting, async (paths, atOnce) => {
    expect(atOnce).toBe(paths.includes("night") ? 1 : 2);
    // The busy ones end only when the patient one has begun.
    if (paths.includes("night")) ended.resolve();
    else await ended.promise;
    return run(paths);
  });
  expect(await finished).toMatchObject({ passed: 3 });
  expect(runs).toHaveLength(2);
  expect(runs).toEqual(expect.arrayContaining([["a", "b"], ["night"]]));
});

test("a file that needs what cannot be had is skipped with the reason, and the others run", async () => {
  const getting = getComponents(
    [component("mimir")],
    options(() => Promise.reject(new Error("go: not there"))),
  );
  const { runs, run } = recorder();
  const tally = await runIntegration([file("a", "mimir"), file("b")], getting, run);
  expect(tally).toEqual({ passed: 1, failed: 0, skipped: 3, failures: [], skips: ["a (3 tests): mimir is missing: go: not there"] });
  expect(runs).toEqual([["b"]]);
});

test("a component that cannot be had does not stop the next", async () => {
  const { outcomes } = getComponents(
    [component("bad"), component("good")],
    options(({ name }) => (name === "bad" ? Promise.reject(new Error("no")) : Promise.resolve(""))),
  );
  expect(await Promise.all(outcomes.values())).toEqual([{ kind: "missing", why: "no" }, { kind: "there" }]);
});

test("a hiccup of the network is tried once more", async () => {
  const answers = [Promise.reject(new Error("reset")), Promise.resolve("")];
  const { outcomes } = getComponents(
    [component("one")],
    options(() => answers.shift() ?? Promise.resolve("")),
  );
  expect(await outcomes.get("one")).toEqual({ kind: "there" });
});

test("after an interrupt nothing more is got", async () => {
  let asked = 0;
  const { outcomes } = getComponents([component("one")], { ...options(async () => `${(asked += 1)}`), signal: AbortSignal.abort() });
  expect(await outcomes.get("one")).toEqual({ kind: "missing", why: "interrupted" });
  expect(asked).toBe(0);
});

test("why a component cannot be had is told in full, and named in one line", async () => {
  const told: string[] = [];
  const getting = getComponents([component("one")], {
    ...options(() => Promise.reject(new Error("build failed.\nlog\nlog"))),
    tell: (text) => told.push(text),
  });
  expect(await getting.outcomes.get("one")).toEqual({ kind: "missing", why: "build failed." });
  expect(told).toEqual(["one cannot be had: build failed.\nlog\nlog"]);
});
