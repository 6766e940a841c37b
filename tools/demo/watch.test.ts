import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStage } from "./stage.ts";
import { watchFrom, type Actor } from "./watch.ts";

let folder: string;
let store: Actor;
let bridge: Actor;
let bridgeRuns: boolean;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tiles-watch-"));
  bridgeRuns = true;
  store = { name: "store", program: { isRunning: () => true, logFile: join(folder, "store.log") } };
  bridge = { name: "bridge", program: { isRunning: () => bridgeRuns, logFile: join(folder, "bridge.log") } };
  await writeFile(store.program.logFile, "the store says this\n");
  await writeFile(bridge.program.logFile, "the bridge says this\n");
});
afterEach(() => rm(folder, { recursive: true }));

function watch(signal = new AbortController().signal) {
  return watchFrom([store, bridge], openStage({ write: () => undefined, isTerminal: false, hasColor: false }), signal);
}

test("gives what was seen, however often it was not there yet", async () => {
  let looks = 0;
  const look = async () => (++looks < 3 ? undefined : "it");
  expect(await watch()({ what: "it", withinMs: 5_000, by: bridge, look })).toBe("it");
});

test("what does not come is told with what was seen instead and the end of the log of who should have sent it", async () => {
  const seen = watch()({ what: "the alert", withinMs: 60, by: bridge, look: async () => undefined, instead: () => "nothing" });
  await expect(seen).rejects.toThrow(/the bridge says this\nbridge: waiting for the alert failed: not within 0.06 s; seen instead: nothing\./);
});

test("a program that has ended is told at once, whoever was waited for", async () => {
  bridgeRuns = false;
  const seen = watch()({ what: "the alert", withinMs: 60_000, by: store, look: async () => undefined });
  await expect(seen).rejects.toThrow(/the bridge says this\nbridge: waiting for the alert failed: it has ended by itself\./);
});

test("an interrupted wait says that it was interrupted and blames nobody", async () => {
  const interrupt = new AbortController();
  const seen = watch(interrupt.signal)({
    what: "the alert",
    withinMs: 60_000,
    by: store,
    look: async () => interrupt.abort(new Error("SIGINT")) as undefined,
  });
  await expect(seen).rejects.toThrow(/^SIGINT$/);
});
