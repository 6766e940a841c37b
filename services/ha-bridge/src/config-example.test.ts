import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { loadConfig, parseConfig } from "@tiles/kit/config-file";
import { expect, test } from "vitest";
import { configSchema } from "./config.ts";

const EXAMPLE = fileURLToPath(new URL("../config.example.yaml", import.meta.url));

test("config.example.yaml has no problems", async () => {
  expect(await loadConfig(configSchema, EXAMPLE)).toMatchObject({ homeAssistant: { name: "home" }, server: { listen: { port: 8080 } } });
});

test("what is commented out in config.example.yaml has no problems either", async () => {
  const all = (await readFile(EXAMPLE, "utf8")).replaceAll(/^(\s*)# (\s*\w+: *(?:[#{\w[]|$))/gm, "$1$2");
  const config = parseConfig(configSchema, all, EXAMPLE);
  expect(Object.keys(config.windows)).toEqual(["night", "dark", "vacation"]);
  expect(config.entities.exclude.domains).toEqual(["update"]);
  expect(config.telemetry).toMatchObject({ endpoint: "http://localhost:4318" });
  expect(config.metrics).toMatchObject({ heartbeat: 60_000, headers: { "X-Scope-OrgID": "house" } });
});
