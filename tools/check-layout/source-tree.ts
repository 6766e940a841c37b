import { glob, readFile } from "node:fs/promises";
import { dirname, join, posix } from "node:path";

export interface Import {
  readonly specifier: string;
  /** Path from the root of what is imported, when it is a file of ours. */
  readonly target: string | undefined;
  /** Leaves nothing behind when types are stripped. */
  readonly typeOnly: boolean;
}

export interface SourceFile {
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

const SOURCES = ["packages/*/src/**/*.ts", "services/*/src/**/*.ts", "charts/**/*.ts", "tools/**/*.ts", "e2e/**/*.ts"];

/** Every TypeScript file of the repository with what it imports, sorted by path. */
export async function readSourceTree(root: string): Promise<readonly SourceFile[]> {
  const paths: string[] = [];
  for await (const path of glob(SOURCES, { cwd: root, exclude: ["**/node_modules", "**/dist"] })) paths.push(path.replaceAll("\\", "/"));
  const texts = await Promise.all(paths.toSorted().map(async (path) => ({ path, text: await readFile(join(root, path), "utf8") })));
  const packages = new Map<string, string>();
  for await (const folder of glob(["packages/*", "services/*", "charts/*"], { cwd: root })) packages.set(posix.basename(folder), folder);
  return texts.map(({ path, text }) => ({ path, text, imports: importsOf(path, text, packages) }));
}

const STATIC_IMPORT = /^(?:import|export)\s+(?:(type\s+)?([^"';]*?)\sfrom\s+)?"([^"]+)"/gm;
const DYNAMIC_IMPORT = /\bimport\(\s*"([^"]+)"/g;

function importsOf(path: string, text: string, packages: ReadonlyMap<string, string>): readonly Import[] {
  const found: Import[] = [];
  for (const [, type, names, specifier] of text.matchAll(STATIC_IMPORT)) {
    if (specifier !== undefined)
      found.push({ specifier, target: targetOf(path, specifier, packages), typeOnly: type !== undefined || onlyTypes(names) });
  }
  for (const [, specifier] of text.matchAll(DYNAMIC_IMPORT)) {
    if (specifier !== undefined) found.push({ specifier, target: targetOf(path, specifier, packages), typeOnly: false });
  }
  return found;
}

/** `{ type A, type B }` */
function onlyTypes(names: string | undefined): boolean {
  const inBraces = /^\{([^}]*)\}$/.exec(names?.trim() ?? "")?.[1];
  return inBraces !== undefined && inBraces.split(",").every((name) => /^\s*(type\s|$)/.test(name));
}

function targetOf(path: string, specifier: string, packages: ReadonlyMap<string, string>): string | undefined {
  if (specifier.startsWith(".")) return posix.join(dirname(path), specifier);
  const [, name = "", rest = "index"] = /^@tiles\/([^/]+)(?:\/(.+))?$/.exec(specifier) ?? [];
  const folder = packages.get(name);
  return folder === undefined ? undefined : `${folder}/src/${rest}.ts`;
}
