import { expect, test } from "vitest";
import { coreRule } from "./core-rule.ts";
import { processRule } from "./process-rule.ts";
import { problemsOf } from "./repository.testing.ts";
import { sizeRule } from "./size-rule.ts";

test.each([
  ["reads the clock", "const now = Date.now();"],
  ["makes a date of now", "const now = new Date();"],
  ["rolls dice", "const x = Math.random();"],
  ["sets a timer", "setTimeout(f, 5);"],
  ["reads the environment", 'const x = process.env["X"];'],
  ["prints", 'console.log("x");'],
  ["asks the network", 'await fetch("x");'],
  ["uses Buffer", 'Buffer.from("x");'],
])("core that %s is a problem", async (_what, text) => {
  expect(await problemsOf({ "services/one/src/core/plan.ts": text }, coreRule)).toHaveLength(1);
});

test.each([
  ["makes a date of a number", "const at = new Date(atMs);"],
  ["speaks of the process in a comment", "// Once per process. Date.now() is not used."],
  ["speaks of the process in a text", 'const help = "starts at 0 with each process. Timers: setTimeout()";'],
])("core that %s is none", async (_what, text) => {
  expect(await problemsOf({ "services/one/src/core/plan.ts": text }, coreRule)).toEqual([]);
});

test("an adapter may read the clock", async () => {
  expect(await problemsOf({ "services/one/src/otlp/send.ts": "const now = Date.now();" }, coreRule)).toEqual([]);
});

test.each([
  ["imports node:process", 'import process from "node:process";'],
  ["reads the environment", 'const x = process.env["X"];'],
])("a file of a service that %s is a problem", async (_what, text) => {
  expect(await problemsOf({ "services/one/src/otlp/send.ts": text }, processRule)).toHaveLength(1);
});

test("main.ts may touch the process", async () => {
  expect(await problemsOf({ "services/one/src/main.ts": 'import process from "node:process";' }, processRule)).toEqual([]);
});

test.each([
  ["main.ts", 40, 0],
  ["main.ts", 41, 1],
  ["index.ts", 160, 0],
  ["index.ts", 161, 1],
])("%s with %i lines: %i problems", async (name, lines, problems) => {
  expect(await problemsOf({ [`services/one/src/${name}`]: "//\n".repeat(lines) }, sizeRule)).toHaveLength(problems);
});

test("the index.ts of a registry may be long", async () => {
  expect(await problemsOf({ "services/one/src/core/mapping/index.ts": "//\n".repeat(500) }, sizeRule)).toEqual([]);
});
