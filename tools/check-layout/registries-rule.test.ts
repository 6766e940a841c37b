import { expect, test } from "vitest";
import { registriesRule } from "./registries-rule.ts";
import { problemsOf } from "./repository.testing.ts";

const rule = registriesRule([
  { file: "services/one/src/kinds/index.ts", plugin: /^services\/one\/src\/kinds\/[^/]+\.ts$/, others: ["services/one/src/kinds/index.ts"] },
]);
const LIGHT = { "services/one/src/kinds/light.ts": "export const light = 1;" };
const INDEX = { "services/one/src/kinds/index.ts": 'import { light } from "./light.ts";\nexport const kinds = [light];' };

test("a folder and a registry with the same kinds are well", async () => {
  expect(await problemsOf({ ...LIGHT, ...INDEX }, rule)).toEqual([]);
});

test("a kind that is not registered is a problem", async () => {
  const problems = await problemsOf({ ...LIGHT, ...INDEX, "services/one/src/kinds/cover.ts": "" }, rule);
  expect(problems).toEqual(["services/one/src/kinds/cover.ts: is not registered. Add it to services/one/src/kinds/index.ts (registries)"]);
});

test("a kind that is registered and not there is a problem", async () => {
  const problems = await problemsOf(INDEX, rule);
  expect(problems).toEqual(["services/one/src/kinds/index.ts: registers services/one/src/kinds/light.ts, which is not there (registries)"]);
});

test("a folder without its registry is a problem", async () => {
  expect(await problemsOf(LIGHT, rule)).toEqual(["services/one/src/kinds/index.ts: is missing, it would register 1 files (registries)"]);
});
