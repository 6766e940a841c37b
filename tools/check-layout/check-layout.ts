import { coreRule } from "./core-rule.ts";
import { documentsRule } from "./documents-rule.ts";
import { errorCodesRule } from "./error-codes-rule.ts";
import { importsRule } from "./imports-rule.ts";
import { processRule } from "./process-rule.ts";
import { registriesRule } from "./registries-rule.ts";
import type { Rule } from "./rule.ts";
import { sizeRule } from "./size-rule.ts";
import { readSourceTree } from "./source-tree.ts";

export const RULES: readonly Rule[] = [importsRule, coreRule, processRule, sizeRule, registriesRule(), errorCodesRule, documentsRule];

/** Everything in the tree below `root` that the rules forbid, one line each; empty when all is well. */
export async function checkLayout(root: string, rules: readonly Rule[] = RULES): Promise<readonly string[]> {
  const repository = { root, files: await readSourceTree(root) };
  const found = await Promise.all(rules.map(async (rule) => (await rule.problems(repository)).map((problem) => `${problem} (${rule.name})`)));
  return found.flat();
}
