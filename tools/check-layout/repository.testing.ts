import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { checkLayout } from "./check-layout.ts";
import type { Rule } from "./rule.ts";

/** What the rules say about a repository that consists of these files: path -> text. */
export async function problemsOf(files: Readonly<Record<string, string>>, ...rules: readonly Rule[]): Promise<readonly string[]> {
  const root = await mkdtemp(join(tmpdir(), "check-layout-"));
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    return await checkLayout(root, rules);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
