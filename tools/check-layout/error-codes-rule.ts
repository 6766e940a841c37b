import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Rule, isTest } from "./rule.ts";
import type { SourceFile } from "./source-tree.ts";

const DOCUMENT = "docs/errors.md";
const TABLE_FILE = "error-codes.ts";

/** Every code that is used stands in one table, every code of a table is used, and docs/errors.md has exactly these. */
export const errorCodesRule: Rule = {
  name: "error codes",
  async problems({ root, files }) {
    const tables = files.filter(({ path }) => path.endsWith(`/${TABLE_FILE}`)).map((file) => ({ path: file.path, codes: declaredIn(file.text) }));
    const declared = tables.flatMap(({ codes }) => codes);
    const prefixes = new Set(declared.map(prefixOf));
    const programs = files.filter(({ path }) => !isTest(path) && !path.endsWith(`/${TABLE_FILE}`));
    const used = programs.map((file) => ({ path: file.path, codes: usedIn(file, prefixes) }));
    const allUsed = new Set(used.flatMap(({ codes }) => codes));
    const documented = documentedIn(await readFile(join(root, DOCUMENT), "utf8").catch(() => ""));
    return [
      ...used.flatMap(({ path, codes }) =>
        codes.filter((code) => !declared.includes(code)).map((code) => `${path}: uses ${code}, which stands in no ${TABLE_FILE}`),
      ),
      ...tables.flatMap(({ path, codes }) =>
        codes.filter((code) => !allUsed.has(code)).map((code) => `${path}: declares ${code}, which nothing uses`),
      ),
      ...repeated(declared).map((code) => `${tables.findLast(({ codes }) => codes.includes(code))?.path}: declares ${code}, which is taken already`),
      ...declared.filter((code) => !documented.includes(code)).map((code) => `${DOCUMENT}: lacks ${code}. Run: npm run generate`),
      ...documented
        .filter((code) => !declared.includes(code))
        .map((code) => `${DOCUMENT}: has ${code}, which stands in no ${TABLE_FILE}. Run: npm run generate`),
    ];
  },
};

function declaredIn(text: string): readonly string[] {
  return [...text.matchAll(/^ {2}([A-Z][A-Z0-9]*_[A-Z0-9_]+):/gm)].map(([, code = ""]) => code);
}

/** Texts that begin like the codes of a table, and whatever else is given to one of our errors as its code. */
function usedIn({ text }: SourceFile, prefixes: ReadonlySet<string>): readonly string[] {
  const quoted = [...text.matchAll(/["'`[]([A-Z][A-Z0-9]*_[A-Z0-9_]+)["'`\]]/g)]
    .map(([, code = ""]) => code)
    .filter((code) => prefixes.has(prefixOf(code)));
  const given = [...text.matchAll(/\bnew \w*Error\(\s*(?:\{[^}]*?\bcode:\s*)?"([A-Z][A-Z0-9]*_[A-Z0-9_]+)"/g)].map(([, code = ""]) => code);
  return [...new Set([...quoted, ...given])];
}

function documentedIn(text: string): readonly string[] {
  return [...text.matchAll(/^\| `([A-Z0-9_]+)` \|/gm)].map(([, code = ""]) => code);
}

function prefixOf(code: string): string {
  return code.slice(0, code.indexOf("_"));
}

function repeated(codes: readonly string[]): readonly string[] {
  return [...new Set(codes.filter((code, index) => codes.indexOf(code) !== index))];
}
