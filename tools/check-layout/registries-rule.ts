import type { Rule } from "./rule.ts";

interface Registry {
  /** The file with one line for each plug-in. */
  readonly file: string;
  /** Files that are plug-ins. */
  readonly plugin: RegExp;
  /** Files beside them that match, but are something else. */
  readonly others?: readonly string[];
}

const MAPPING = "services/ha-bridge/src/core/mapping";

export const REGISTRIES: readonly Registry[] = [
  {
    file: `${MAPPING}/index.ts`,
    plugin: new RegExp(`^${MAPPING}/(?!.*\\.(test|contract)\\.ts$)[^/]+\\.ts$`),
    // The fallback is for what no plug-in knows.
    others: [`${MAPPING}/index.ts`, `${MAPPING}/domain-mapping.ts`, `${MAPPING}/fallback.ts`],
  },
  { file: "tools/testbed/components.ts", plugin: /^tools\/testbed\/(?!cache\/)[^/]+\/[^/]+-component\.ts$/ },
];

/**
 * A plug-in is one file and one line: every file of the kind is imported by its registry, and every import of the kind is there.
 * (That what is imported also stands in the list is seen by the linter: it would be unused.)
 */
export function registriesRule(registries: readonly Registry[] = REGISTRIES): Rule {
  return {
    name: "registries",
    problems: ({ files }) =>
      registries.flatMap(({ file, plugin, others = [] }) => {
        const isPlugin = (path: string) => plugin.test(path) && !others.includes(path);
        const there = files.map(({ path }) => path).filter(isPlugin);
        const registry = files.find(({ path }) => path === file);
        if (registry === undefined) return there.length === 0 ? [] : [`${file}: is missing, it would register ${there.length} files`];
        const registered = registry.imports.map(({ target }) => target).filter((target) => target !== undefined && isPlugin(target));
        return [
          ...there.filter((path) => !registered.includes(path)).map((path) => `${path}: is not registered. Add it to ${file}`),
          ...registered.filter((path) => path !== undefined && !there.includes(path)).map((path) => `${file}: registers ${path}, which is not there`),
        ];
      }),
  };
}
