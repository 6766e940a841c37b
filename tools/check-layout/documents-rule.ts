import { access, glob, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Rule } from "./rule.ts";

/** What the documents point to is there: the files they link to, and the scripts they tell people to run. */
export const documentsRule: Rule = {
  name: "documents",
  async problems({ root }) {
    const scripts = await scriptsOf(root);
    const problems: string[] = [];
    for await (const path of glob("**/*.md", { cwd: root, exclude: ["**/node_modules", "**/dist"] })) {
      const text = await readFile(join(root, path), "utf8");
      for (const target of linksOf(text))
        if (!(await exists(join(root, dirname(path), target)))) problems.push(`${path}: links to ${target}, which is not there`);
      for (const script of commandsOf(text))
        if (!scripts.has(script)) problems.push(`${path}: says npm run ${script}, which package.json does not have`);
    }
    return problems.toSorted();
  },
};

function linksOf(text: string): ReadonlySet<string> {
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target.replace(/#.*$/, ""));
  return new Set(targets.filter((target) => target !== "" && !/^[a-z]+:/.test(target)));
}

function commandsOf(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/\bnpm run ([a-z][\w-]*(?::[\w-]+)*)/g)].map(([, script = ""]) => script));
}

async function scriptsOf(root: string): Promise<ReadonlySet<string>> {
  const text = await readFile(join(root, "package.json"), "utf8").catch(() => "{}");
  return new Set(Object.keys((JSON.parse(text) as { scripts?: Record<string, string> }).scripts ?? {}));
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
