import { type Rule, isTest } from "./rule.ts";

/** What core imports is the other half, in imports-rule.ts. */
export const coreRule: Rule = {
  name: "core is pure",
  problems: ({ files }) =>
    files
      .filter(({ path }) => /^services\/[^/]+\/src\/core\//.test(path) && !isTest(path))
      .flatMap(({ path, text }) => {
        const code = withoutCommentsAndTexts(text);
        return IMPURE.filter(({ pattern }) => pattern.test(code)).map(
          ({ what }) => `${path}: uses ${what}. Core gets time, randomness and the outside as arguments`,
        );
      }),
};

const IMPURE = [
  { what: "the clock", pattern: /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\b\s*\./ },
  { what: "randomness", pattern: /\bMath\.random\b|\bcrypto\s*\./ },
  { what: "timers", pattern: /\b(setTimeout|setInterval|setImmediate|queueMicrotask)\s*\(/ },
  { what: "the process", pattern: /\b(process|console|globalThis)\s*\./ },
  { what: "the network", pattern: /\bfetch\s*\(|\bnew WebSocket\b/ },
  { what: "Node's Buffer", pattern: /\bBuffer\s*\./ },
];

function withoutCommentsAndTexts(text: string): string {
  return text.replaceAll(/"(?:[^"\\\n]|\\.)*"|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '""');
}
