import { expect, test } from "vitest";
import { errorCodesRule } from "./error-codes-rule.ts";
import { problemsOf } from "./repository.testing.ts";

const FILES = {
  "packages/kit/src/error-codes.ts": 'export const kitErrorCodes = {\n  KIT_LISTEN: {\n    meaning: "x",\n  },\n};\n',
  "packages/kit/src/server.ts": 'throw new AppError({ code: "KIT_LISTEN", thing });',
  "docs/errors.md": "| `KIT_LISTEN` | x | y |\n",
};

test("codes that are used, declared and documented are well", async () => {
  expect(await problemsOf(FILES, errorCodesRule)).toEqual([]);
});

test.each([
  [
    "used and not declared",
    { "packages/kit/src/more.ts": 'const x = { code: "KIT_MORE" };' },
    "packages/kit/src/more.ts: uses KIT_MORE, which stands in no error-codes.ts",
  ],
  [
    "used, with a beginning that no table has",
    { "tools/x/a.ts": 'throw new ToolError("TOOL_GET", "x");' },
    "tools/x/a.ts: uses TOOL_GET, which stands in no error-codes.ts",
  ],
  [
    "used in a text",
    { "packages/kit/src/more.ts": "const x = `failed. [KIT_MORE]`;" },
    "packages/kit/src/more.ts: uses KIT_MORE, which stands in no error-codes.ts",
  ],
  ["declared and not used", { "packages/kit/src/server.ts": "" }, "packages/kit/src/error-codes.ts: declares KIT_LISTEN, which nothing uses"],
  [
    "declared twice",
    { "services/one/src/error-codes.ts": "export const codes = {\n  KIT_LISTEN: {},\n};\n" },
    "services/one/src/error-codes.ts: declares KIT_LISTEN, which is taken already",
  ],
  ["not documented", { "docs/errors.md": "" }, "docs/errors.md: lacks KIT_LISTEN. Run: npm run generate"],
  [
    "documented only",
    { "docs/errors.md": `${FILES["docs/errors.md"]}| \`KIT_OLD\` | x | y |\n` },
    "docs/errors.md: has KIT_OLD, which stands in no error-codes.ts. Run: npm run generate",
  ],
])("a code that is %s is a problem", async (_what, changed, problem) => {
  expect(await problemsOf({ ...FILES, ...changed }, errorCodesRule)).toEqual([`${problem} (error codes)`]);
});

test("a code in a test needs no table", async () => {
  expect(await problemsOf({ ...FILES, "packages/kit/src/server.test.ts": 'expect(code).toBe("KIT_NONE");' }, errorCodesRule)).toEqual([]);
});
