import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import type { Component } from "../component.ts";
import { cacheFolder, componentFolder } from "./cache-folder.ts";

const plain: Component = { name: "thing", version: "1", what: "a thing", madeFrom: {}, needs: [], programs: [], make: async () => undefined };

test("TILES_TESTBED moves the cache", () => {
  expect(cacheFolder({ TILES_TESTBED: "/somewhere", XDG_CACHE_HOME: "/cache" })).toBe("/somewhere");
});

test("without TILES_TESTBED the cache is below XDG_CACHE_HOME", () => {
  expect(cacheFolder({ XDG_CACHE_HOME: "/cache" })).toBe("/cache/tiles/testbed");
});

test("a component keeps its folder while nothing it is made from changes", async () => {
  expect(await componentFolder("/c", plain)).toBe(await componentFolder("/c", { ...plain, what: "told in other words" }));
});

test("another version is another folder", async () => {
  expect(await componentFolder("/c", plain)).not.toBe(await componentFolder("/c", { ...plain, version: "2" }));
});

test("a change of a needed component is another folder", async () => {
  const before = await componentFolder("/c", { ...plain, needs: [plain] });
  expect(await componentFolder("/c", { ...plain, needs: [{ ...plain, version: "2" }] })).not.toBe(before);
});

test("a changed file is another folder", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tiles-fingerprint-"));
  const made = { ...plain, madeFrom: { files: pathToFileURL(folder) } };
  await writeFile(join(folder, "lock"), "1");
  const before = await componentFolder("/c", made);
  await writeFile(join(folder, "lock"), "2");
  const after = await componentFolder("/c", made);
  await rm(folder, { recursive: true });
  expect(after).not.toBe(before);
});

test("a cache that was moved makes its components again, because paths are written into programs", async () => {
  expect((await componentFolder("/a", plain)).slice(2)).not.toBe((await componentFolder("/b", plain)).slice(2));
});
