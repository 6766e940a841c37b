import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { program, type ProgramOptions } from "./program.ts";
import { until } from "./until.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tiles-program-"));
});
afterEach(() => rm(folder, { recursive: true }));

function shell(script: string, more: Partial<ProgramOptions> = {}): ProgramOptions {
  const ready = join(folder, "ready");
  return {
    name: "shell",
    command: "/bin/sh",
    args: ["-c", script.replaceAll("READY", `touch ${ready}`)],
    logFile: join(folder, "log"),
    isReady: async () => existsSync(ready),
    readyWithinMs: 5_000,
    ...more,
  };
}

const isAlive = (pid: number) => existsSync(`/proc/${pid}`);

test("stop ends it and start brings it back", async () => {
  await using shown = program(shell("READY; exec sleep 60"));
  await shown.start();
  const first = shown.pid();
  await shown.stop();
  await shown.start();
  expect([first === shown.pid(), shown.isRunning()]).toEqual([false, true]);
});

test("a program that ignores SIGTERM is ended after its deadline", async () => {
  const stubborn = program(shell("trap '' TERM; READY; while :; do sleep 0.05; done", { endWithinMs: 200 }));
  await stubborn.start();
  await stubborn.stop();
  expect(stubborn.isRunning()).toBe(false);
});

test("a frozen program can be stopped", async () => {
  const frozen = program(shell("READY; exec sleep 60"));
  await frozen.start();
  frozen.pause();
  await frozen.stop();
  expect(frozen.isRunning()).toBe(false);
});

test("a program that ends at once fails with its last words", async () => {
  const broken = program(shell("echo port is taken; exit 7"));
  await expect(broken.start()).rejects.toThrow(/shell: starting it failed: it ended with exit code 7\.[^]*port is taken[^]*\[TESTBED_START\]/);
});

test("a program that never gets ready is ended", async () => {
  const silent = program(shell("exec sleep 60", { readyWithinMs: 200 }));
  await expect(silent.start()).rejects.toThrow("not within 0.2 s");
  expect(silent.isRunning()).toBe(false);
});

test("an aborted start leaves no process", async () => {
  const waiting = program(shell("exec sleep 60"));
  await expect(waiting.start(AbortSignal.timeout(100))).rejects.toThrow();
  expect(waiting.isRunning()).toBe(false);
});

test.each([
  ["ends by itself", "process.exit(0)"],
  ["is killed", "process.kill(process.pid, 'SIGKILL')"],
])("a program does not survive a parent that %s", async (_how, end) => {
  const module = fileURLToPath(new URL("program.ts", import.meta.url));
  const parent = `import { program } from ${JSON.stringify(module)};
    const child = program({ name: "child", command: "/bin/sleep", args: ["60"], logFile: ${JSON.stringify(join(folder, "log"))}, isReady: async () => true, readyWithinMs: 1000 });
    await child.start();
    (await import("node:fs")).writeFileSync(${JSON.stringify(join(folder, "pid"))}, String(child.pid()));
    ${end}`;
  await writeFile(join(folder, "parent.ts"), parent);
  await once(spawn(process.execPath, [join(folder, "parent.ts")], { stdio: "ignore" }), "exit");
  const pid = Number(await readFile(join(folder, "pid"), "utf8"));
  await until("the child gone", 2_000, () => !isAlive(pid));
  expect(isAlive(pid)).toBe(false);
});
