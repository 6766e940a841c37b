import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundleService } from "./bundle.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const PROGRAM_WITHIN_MS = 30_000;
let folder: string;
let bundle: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bundle-"));
  bundle = await bundleService({ root, service: "ha-bridge", folder });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

// From the folder of the bundle, so that no package of the workspace is found by chance.
const run = (...args: readonly string[]) => promisify(execFile)(process.execPath, [bundle, ...args], { cwd: folder, timeout: PROGRAM_WITHIN_MS });

test("the bundle is one file", async () => {
  expect((await readdir(folder)).toSorted()).toEqual(["config.example.yaml", "ha-bridge.mjs", "ha-bridge.mjs.map"]);
});

test("the bundle tells its version", async () => {
  expect((await run("--version")).stdout).toMatch(/^ha-bridge \d+\.\d+\.\d+\n$/);
});

test("the bundle checks a config", async () => {
  expect((await run("check", "--config", "config.example.yaml")).stdout).toBe("config.example.yaml: no problems\n");
});
