import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Component, Making } from "../component.ts";
import { ensureComponent } from "./ensure-component.ts";

let cache: string;
let told: string[];
let made: number;

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), "tiles-cache-"));
  told = [];
  made = 0;
});
afterEach(() => rm(cache, { recursive: true }));

const ensure = (component: Component) => ensureComponent(component, { cache, tell: (line) => void told.push(line) });

function thing(work: (making: Making) => Promise<unknown> = async () => undefined): Component {
  return {
    name: "thing",
    version: "1",
    what: "a thing",
    madeFrom: {},
    needs: [],
    programs: ["program"],
    async make(making) {
      made += 1;
      await work(making);
      await writeFile(join(making.folder, "program"), "#!/bin/sh\n");
      return undefined;
    },
  };
}

test("a component in the cache is not made again", async () => {
  await ensure(thing());
  await ensure(thing());
  expect(made).toBe(1);
});

test("two that get the same component at once do the work once", async () => {
  const [first, second] = await Promise.all([ensure(thing()), ensure(thing())]);
  expect({ made, same: first === second }).toEqual({ made: 1, same: true });
});

test("a folder without its stamp is made again", async () => {
  const folder = await ensure(thing());
  await rm(join(folder, "stamp.json"));
  await ensure(thing());
  expect(made).toBe(2);
});

test("a folder with a damaged stamp is made again", async () => {
  const folder = await ensure(thing());
  await writeFile(join(folder, "stamp.json"), '{"name":"thi');
  await ensure(thing());
  expect(made).toBe(2);
});

test("a folder whose program was cut short is made again", async () => {
  const folder = await ensure(thing());
  await writeFile(join(folder, "program"), "#!");
  await ensure(thing());
  expect(await readFile(join(folder, "program"), "utf8")).toBe("#!/bin/sh\n");
});

test("a failed making is no component, and the next run tries again", async () => {
  const failing = thing(() => Promise.reject(new Error("no network")));
  await expect(ensure(failing)).rejects.toThrow("no network");
  await ensure(thing());
  expect(made).toBe(2);
});

test("what a failed attempt had downloaded is there for the next", async () => {
  await ensure(thing(async (making) => Promise.reject(await writeFile(join(making.downloads, "part"), "half")))).catch(() => undefined);
  let found = "";
  await ensure(thing(async (making) => (found = await readFile(join(making.downloads, "part"), "utf8"))));
  expect(found).toBe("half");
});

test("the error of a failed program shows the end of its output and what to do", async () => {
  const failing = thing((making) => making.run("sh", ["-c", "echo the mirror is away >&2; exit 3"], { advice: "Check the mirror." }));
  const message = await ensure(failing).catch((error: unknown) => String(error));
  expect(message).toMatch(/^TestbedError: thing: sh -c .* failed: exit code 3\.[^]*\| the mirror is away[^]*Check the mirror\.[^]*\[TESTBED_GET\]$/);
});

test("a program that does not exist is an error, not a crash", async () => {
  await expect(ensure(thing((making) => making.run("no-such-program", [])))).rejects.toThrow(/no-such-program failed/);
});

test("each step says that it begins and how long it took", async () => {
  await ensure(thing((making) => making.step("unpacking", async () => undefined)));
  expect(told.filter((line) => line.includes("unpacking"))).toEqual([
    "thing: unpacking ...",
    expect.stringMatching(/^thing: unpacking: done in \d+\.\d s$/),
  ]);
});

test("what is needed is made first", async () => {
  const order: string[] = [];
  const base = { ...thing(async () => order.push("base")), name: "base" };
  await ensure({ ...thing(async () => order.push("thing")), needs: [base] });
  expect(order).toEqual(["base", "thing"]);
});
