import { expect, test } from "vitest";
import { importsRule } from "./imports-rule.ts";
import { problemsOf } from "./repository.testing.ts";

const SRC = "services/one/src";
const PACKAGES = { "packages/kit/src/clock.ts": "", "packages/testkit/src/double.ts": "", "services/two/src/index.ts": "" };

/** `[who, what it imports]` */
const forbidden = [
  ["core that imports an adapter", "core/plan.ts", 'import { send } from "../otlp/send.ts";'],
  ["core that imports an adapter's type", "core/plan.ts", 'import type { Send } from "../otlp/send.ts";'],
  ["core that imports ports.ts", "core/plan.ts", 'import type { Port } from "../ports.ts";'],
  ["core that imports Node", "core/plan.ts", 'import { readFile } from "node:fs/promises";'],
  ["core that imports a package", "core/plan.ts", 'import WebSocket from "ws";'],
  ["core that imports kit", "core/plan.ts", 'import { systemClock } from "@tiles/kit/clock";'],
  ["core that imports a test library outside its tests", "core/plan.ts", 'import { test } from "vitest";'],
  ["a test of core that imports Node", "core/plan.test.ts", 'import { readFileSync } from "node:fs";'],
  ["core that imports an adapter when it runs", "core/plan.ts", 'const { send } = await import("../otlp/send.ts");'],
  ["core that hands on what an adapter exports", "core/plan.ts", 'export { send } from "../otlp/send.ts";'],
  ["an adapter that imports another", "home-assistant/socket.ts", 'import { send } from "../otlp/send.ts";'],
  ["the spool that imports the sender", "spool/spool.ts", 'import { send } from "../otlp/send.ts";'],
  ["an adapter that imports the wiring", "otlp/send.ts", 'import { start } from "../index.ts";'],
  ["an adapter that imports the config itself", "otlp/send.ts", 'import { configSchema } from "../config.ts";'],
  ["wiring that imports main.ts", "index.ts", 'import "./main.ts";'],
  ["a service that imports another", "index.ts", 'import { start } from "@tiles/two/index";'],
  ["a service that imports testkit", "index.ts", 'import { double } from "@tiles/testkit/double";'],
  ["a service that imports tools", "index.ts", 'import { until } from "../../../tools/testbed/until.ts";'],
] as const;

test.each(forbidden)("%s is a problem", async (_what, path, text) => {
  expect(await problemsOf({ ...PACKAGES, [`${SRC}/${path}`]: text }, importsRule)).toHaveLength(1);
});

test("a package that imports a service is a problem", async () => {
  const problems = await problemsOf({ ...PACKAGES, "packages/kit/src/http.ts": 'import { start } from "@tiles/two/index";' }, importsRule);
  expect(problems).toEqual(["packages/kit/src/http.ts: imports @tiles/two/index. packages import no service (imports)"]);
});

const allowed = [
  ["core that imports core", "core/mapping/light.ts", 'import { on } from "../entity.ts";'],
  ["core that imports zod", "core/plan.ts", 'import { z } from "zod";'],
  ["a test of core that imports vitest", "core/plan.test.ts", 'import { test } from "vitest";'],
  ["an adapter that imports core", "otlp/send.ts", 'import type { Series } from "../core/series.ts";'],
  ["an adapter that imports ports.ts", "otlp/send.ts", 'import type { Port } from "../ports.ts";'],
  ["an adapter that imports a type of the config", "otlp/send.ts", 'import type { Config } from "../config.ts";'],
  ["an adapter that imports one type of the config by its name", "otlp/send.ts", 'import { type Config } from "../config.ts";'],
  ["the sender that imports the spool it empties", "otlp/send.ts", 'import type { Spool } from "../spool/spool.ts";'],
  ["wiring that imports adapters", "index.ts", 'import { send } from "./otlp/send.ts";'],
  ["a test that imports testkit", "otlp/send.test.ts", 'import { double } from "@tiles/testkit/double";'],
  ["an integration test that imports tools", "otlp/send.integration.test.ts", 'import { until } from "../../../../tools/testbed/until.ts";'],
] as const;

test.each(allowed)("%s is none", async (_what, path, text) => {
  expect(await problemsOf({ ...PACKAGES, [`${SRC}/${path}`]: text }, importsRule)).toEqual([]);
});

test("an import over several lines is seen", async () => {
  const text = 'import {\n  one,\n  two,\n} from "../otlp/send.ts";\n';
  expect(await problemsOf({ [`${SRC}/core/plan.ts`]: text }, importsRule)).toHaveLength(1);
});
