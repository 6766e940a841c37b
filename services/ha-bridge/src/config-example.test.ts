import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { loadConfig, parseConfig } from "@tiles/kit/config-file";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { configSchema } from "./config.ts";

const EXAMPLE = fileURLToPath(new URL("../config.example.yaml", import.meta.url));

test("config.example.yaml has no problems", async () => {
  expect(await loadConfig(configSchema, EXAMPLE)).toMatchObject({ homeAssistant: { name: "home" }, server: { listen: { port: 8080 } } });
});

/** With what is commented out. */
async function wholeExample(): Promise<string> {
  return (await readFile(EXAMPLE, "utf8")).replaceAll(/^(\s*)# (\s*\w+: *(?:[#{\w[]|$))/gm, "$1$2");
}

test("what is commented out in config.example.yaml has no problems either", async () => {
  const all = await wholeExample();
  const config = parseConfig(configSchema, all, EXAMPLE);
  expect(Object.keys(config.windows)).toEqual(["night", "dark", "vacation"]);
  expect(config.entities.exclude.domains).toEqual(["update"]);
  expect(config.telemetry).toMatchObject({ endpoint: "http://localhost:4318" });
  expect(config.metrics).toMatchObject({ heartbeat: 60_000, headers: { "X-Scope-OrgID": "house" } });
});

test("config.example.yaml shows every key that there is", async () => {
  const shown = parse(await wholeExample()) as Shape;
  const schema = z.toJSONSchema(configSchema, { unrepresentable: "any", io: "input" }) as Schema;
  const there = keysOf(schema);
  // What has told this test nothing would be content with anything.
  expect(there).toContain("alerts.alertmanager.trust.caFile");
  expect(there.filter((path) => !isShown(shown, path.split(".")))).toEqual([]);
});

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
}

interface Shape {
  readonly [key: string]: Shape | undefined;
}

function keysOf({ properties = {} }: Schema): string[] {
  return Object.entries(properties).flatMap(([key, inner]) => [key, ...keysOf(inner).map((path) => `${key}.${path}`)]);
}

function isShown(shown: Shape | undefined, [key, ...rest]: readonly string[]): boolean {
  return key === undefined || (shown !== undefined && Object.hasOwn(shown, key) && isShown(shown[key], rest));
}
