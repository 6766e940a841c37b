import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runParts } from "./run-parts.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const DEADLINE_MS = 30_000;

async function linesOf(
  scripts: Readonly<Record<string, string>>,
  { deadlineMs = DEADLINE_MS, atOnce = 2, signal = new AbortController().signal } = {},
) {
  const lines: string[] = [];
  const parts = Object.entries(scripts).map(([name, script]) => ({ name, command: ["node", "-e", script] as const, deadlineMs }));
  const results = await runParts(parts, { root, signal, print: (line) => lines.push(line.replace(/[\d.]+ s$/, "N s")), atOnce });
  return { lines, results };
}

test("a part that ends well is one line, whatever it said", async () => {
  expect((await linesOf({ one: "console.log('much')" })).lines).toEqual(["ok     one              N s"]);
});

test("a part that failed tells what it wrote to both outputs", async () => {
  const { lines } = await linesOf({ one: "console.log('here'); console.error('there'); process.exitCode = 1" });
  expect(lines).toEqual(["FAILED one              N s", expect.stringMatching(/here[\s\S]*there/)]);
});

test("results keep the order of the parts, not of their ends", async () => {
  const { results } = await linesOf({ slow: "setTimeout(() => undefined, 300)", quick: "process.exitCode = 3" });
  expect(results).toEqual([
    { name: "slow", ok: true },
    { name: "quick", ok: false },
  ]);
});

test("a part that takes too long is ended and has failed", async () => {
  const { lines, results } = await linesOf({ one: "setInterval(() => undefined, 1000)" }, { deadlineMs: 200 });
  expect(results).toEqual([{ name: "one", ok: false }]);
  expect(lines.join("\n")).toContain("it took more than 0.2 s");
});

test("an interrupt ends what runs and what waits", async () => {
  const interrupt = new AbortController();
  interrupt.abort();
  const { results } = await linesOf(
    { one: "setInterval(() => undefined, 1000)", two: "setInterval(() => undefined, 1000)" },
    { atOnce: 1, signal: interrupt.signal },
  );
  expect(results.map(({ ok }) => ok)).toEqual([false, false]);
});

test("a part has no standard input to wait for", async () => {
  const { results } = await linesOf({ one: "process.stdin.resume()" });
  expect(results).toEqual([{ name: "one", ok: true }]);
});

test("the programs of the workspace and our own Node are found whatever PATH says", async () => {
  const { results } = await linesOf({ one: `process.exitCode = process.version === "${process.version}" ? 0 : 1` });
  expect(results).toEqual([{ name: "one", ok: true }]);
});

test("a program that is not there has failed", async () => {
  const lines: string[] = [];
  const parts = [{ name: "one", command: ["no-such-program"] as const, deadlineMs: DEADLINE_MS }];
  const results = await runParts(parts, { root, signal: new AbortController().signal, print: (line) => lines.push(line), atOnce: 1 });
  expect(results).toEqual([{ name: "one", ok: false }]);
  expect(lines.join("\n")).toContain("ENOENT");
});
