import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { readJsonFile, writeFileAtomic } from "./atomic-file.ts";

const schema = z.object({ count: z.number() });
const now = Date.UTC(2026, 0, 15, 12, 30);
let folder = "";
let path = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kit-file-"));
  path = join(folder, "state.json");
});
afterEach(() => rm(folder, { recursive: true }));

describe("writing", () => {
  test("replaces the content and leaves no other file", async () => {
    await writeFileAtomic(path, "old");
    await writeFileAtomic(path, "new");
    expect([await readFile(path, "utf8"), await readdir(folder)]).toEqual(["new", ["state.json"]]);
  });

  test("keeps the file to its owner", async () => {
    await writeFileAtomic(path, "x");
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test("that fails leaves the old content and no other file", async () => {
    await writeFileAtomic(path, "old");
    const unwritable = { toString: () => "x" } as unknown as string;
    await expect(writeFileAtomic(path, unwritable)).rejects.toThrow();
    expect([await readFile(path, "utf8"), await readdir(folder)]).toEqual(["old", ["state.json"]]);
  });

  test("at the same time by many ends with one whole content", async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => writeFileAtomic(path, String(i).repeat(5_000))));
    expect(new Set((await readFile(path, "utf8")).slice(0, 5_000)).size).toBeLessThanOrEqual(2);
    expect(await readdir(folder)).toEqual(["state.json"]);
  });
});

describe("reading", () => {
  test("gives the value", async () => {
    await writeFile(path, '{"count":3}');
    expect(await readJsonFile(path, schema, now)).toEqual({ kind: "read", value: { count: 3 } });
  });

  test("says that there is no file", async () => {
    expect(await readJsonFile(path, schema, now)).toEqual({ kind: "absent" });
  });

  test.each([
    ['{"count":', "JSON"],
    ['{"count":"3"}', "count: "],
    ["", "JSON"],
  ])("moves %j aside and says why", async (text, why) => {
    await writeFile(path, text);
    const movedTo = `${path}.damaged-2026-01-15T123000.000Z`;
    expect(await readJsonFile(path, schema, now)).toEqual({ kind: "damaged", movedTo, why: expect.stringContaining(why) });
    expect(await readFile(movedTo, "utf8")).toBe(text);
    expect(await readJsonFile(path, schema, now)).toEqual({ kind: "absent" });
  });
});
