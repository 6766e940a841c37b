import { join, posix } from "node:path";
import type { SourceFile } from "../check-layout/source-tree.ts";
import type { Component } from "../testbed/component.ts";

/** Names of the components that a test file can start: those that it, or what it imports or runs, has in its hands. */
export async function neededComponents(
  testFile: string,
  files: readonly SourceFile[],
  components: readonly Component[],
  root: string,
): Promise<ReadonlySet<string>> {
  const needed = new Set<string>();
  const inTestbed = reachableFrom(testFile, files).filter((path) => path.startsWith("tools/testbed/") && !/main\.ts$|\.test\.ts$/.test(path));
  for (const path of inTestbed) {
    const exported = Object.values((await import(join(root, path))) as Record<string, unknown>);
    for (const component of components) if (exported.includes(component)) addWithNeeds(component, needed);
  }
  return needed;
}

function addWithNeeds(component: Component, needed: Set<string>): void {
  needed.add(component.name);
  for (const each of component.needs) addWithNeeds(each, needed);
}

/** The file itself, what it imports and the programs it runs, and so on. */
export function reachableFrom(start: string, files: readonly SourceFile[]): readonly string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const reached = new Set<string>();
  const waiting = [start];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const file = byPath.get(path);
    if (file === undefined || reached.has(path)) continue;
    reached.add(path);
    waiting.push(...file.imports.flatMap(({ target, typeOnly }) => (target === undefined || typeOnly ? [] : [target])), ...programsOf(file));
  }
  return [...reached];
}

/** `new URL("../x/main.ts", import.meta.url)` is how a program is named that is run as a process of its own. */
function programsOf({ path, text }: SourceFile): readonly string[] {
  return [...text.matchAll(/new URL\("([^"]+\.ts)", import\.meta\.url\)/g)].map(([, target = ""]) => posix.join(posix.dirname(path), target));
}
