import { type Rule, isTest } from "./rule.ts";

/** `main.ts` is the only file of a service that touches the process; everything else gets what it needs from there. */
export const processRule: Rule = {
  name: "process",
  problems: ({ files }) =>
    files
      .filter(({ path }) => /^services\/[^/]+\/src\//.test(path) && !/^services\/[^/]+\/src\/main\.ts$/.test(path) && !isTest(path))
      .filter(
        ({ text, imports }) =>
          imports.some(({ specifier }) => specifier === "node:process") || /\bprocess\.(env|argv|exit|exitCode|on|std\w+)\b/.test(text),
      )
      .map(({ path }) => `${path}: touches the process. Only main.ts does; take it as an argument`),
};
