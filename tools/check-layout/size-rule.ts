import type { Rule } from "./rule.ts";

// Arguments, config file, signals, exit code fit in here; what does not is a decision that belongs elsewhere.
const MAX_MAIN_LINES = 40;
// Wiring is a list. Far above 120 lines it has begun to decide.
const MAX_INDEX_LINES = 160;

/** The two files of a service that may know everything stay too small to decide anything. */
export const sizeRule: Rule = {
  name: "main.ts and index.ts",
  problems: ({ files }) =>
    files.flatMap(({ path, text }) => {
      const limit = limitOf(path);
      const lines = text.trimEnd().split("\n").length;
      return limit === undefined || lines <= limit
        ? []
        : [`${path}: has ${lines} lines, at most ${limit} are allowed. Move what decides into core or an adapter`];
    }),
};

function limitOf(path: string): number | undefined {
  const [, name] = /^services\/[^/]+\/src\/(main|index)\.ts$/.exec(path) ?? [];
  if (name === undefined) return undefined;
  return name === "main" ? MAX_MAIN_LINES : MAX_INDEX_LINES;
}
