import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runProgram } from "./run-program.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const LINT_WITHIN_MS = 60_000;

/** `[what is wrong, file, its text, the rule that says so]` */
const mistakes = [
  ["a promise that nobody waits for", "tools/a.ts", "async function f() {}\nexport function g() {\n  f();\n}", "no-floating-promises"],
  ["any", "tools/b.ts", "export const x: any = 1;", "no-explicit-any"],
  ["a default export", "tools/c.ts", "export default 1;", "no-default-export"],
  ["an import cycle", "tools/d1.ts", 'import { e } from "./d2.ts";\nexport const d = () => e;', "no-cycle"],
  [
    "a switch that forgets a case",
    "tools/e.ts",
    'export function f(x: "a" | "b") {\n  switch (x) {\n    case "a":\n      return 1;\n  }\n  return 2;\n}',
    "switch-exhaustiveness-check",
  ],
  [
    "Node in core",
    "services/ha-bridge/src/core/a.ts",
    'import { readFileSync } from "node:fs";\nexport const x = readFileSync;',
    "no-restricted-imports",
  ],
  ["a test library in core", "services/ha-bridge/src/core/b.ts", 'import { test } from "vitest";\nexport const x = test;', "no-restricted-imports"],
  ["the clock in core", "services/ha-bridge/src/core/c.ts", "export const x = Date.now();", "no-restricted-properties"],
  ["dice in core", "services/ha-bridge/src/core/d.ts", "export const x = Math.random();", "no-restricted-properties"],
  ["a timer in core", "services/ha-bridge/src/core/e.ts", "export const x = setTimeout;", "no-restricted-globals"],
  [
    "Home Assistant's adapter that knows the sender",
    "services/ha-bridge/src/home-assistant/a.ts",
    'import { x } from "../otlp/a.ts";\nexport const y = x;',
    "no-restricted-imports",
  ],
  [
    "the spool that knows the sender",
    "services/ha-bridge/src/spool/a.ts",
    'import { x } from "../otlp/a.ts";\nexport const y = x;',
    "no-restricted-imports",
  ],
  [
    "a package that knows a service",
    "packages/kit/src/a.ts",
    'import { x } from "@tiles/ha-bridge/x";\nexport const y = x;',
    "no-restricted-imports",
  ],
] as const;

const harmless = {
  "tools/d2.ts": 'import { d } from "./d1.ts";\nexport const e = () => d;',
  "services/ha-bridge/src/otlp/a.ts": 'import { x } from "../spool/b.ts";\nexport { x };',
  "services/ha-bridge/src/spool/b.ts": "export const x = 1;",
  "services/ha-bridge/src/core/f.ts": 'import { z } from "zod";\nexport const x = z;',
  "services/ha-bridge/src/core/f.test.ts": 'import { test } from "vitest";\nimport { x } from "./f.ts";\ntest("x", () => void x);',
};

let root: string;
let said: readonly { code: string; filename: string }[];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "lint-config-"));
  for (const file of [".oxlintrc.json", "tsconfig.json"]) await cp(join(ROOT, file), join(root, file));
  await symlink(join(ROOT, "node_modules"), join(root, "node_modules"));
  const files = [...mistakes.map(([, path, text]) => [path, text] as const), ...Object.entries(harmless)];
  for (const [path, text] of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), `${text}\n`);
  }
  const options = { cwd: root, signal: new AbortController().signal, deadlineMs: LINT_WITHIN_MS };
  const { output } = await runProgram(["oxlint", "--type-aware", "--format=json", "packages", "services", "tools"], options);
  said = (JSON.parse(output) as { diagnostics: typeof said }).diagnostics;
}, LINT_WITHIN_MS);

afterAll(() => rm(root, { recursive: true, force: true }));

test.each(mistakes)("%s is an error", (_what, path, _text, rule) => {
  expect(said.filter(({ filename }) => filename.endsWith(path)).map(({ code }) => code)).toContainEqual(expect.stringContaining(`(${rule})`));
});

test.each(Object.keys(harmless).filter((path) => path.startsWith("services")))("%s is well", (path) => {
  expect(said.filter(({ filename }) => filename.endsWith(path))).toEqual([]);
});
