export interface Part {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly deadlineMs: number;
}

const FAST_MS = 120_000;
const UNIT_TESTS_MS = 600_000;

/** What holds without running the programs themselves. */
export const STATIC_PARTS: readonly Part[] = [
  { name: "format", command: ["oxfmt", "--check", "."], deadlineMs: FAST_MS },
  { name: "lint", command: ["oxlint", "--type-aware"], deadlineMs: FAST_MS },
  { name: "types", command: ["tsc", "-p", "."], deadlineMs: FAST_MS },
  { name: "layout", command: ["node", "tools/check-layout/main.ts"], deadlineMs: FAST_MS },
  { name: "generated files", command: ["node", "tools/generate/main.ts", "--check"], deadlineMs: FAST_MS },
];

// The longest one begins first, so that the short ones run beside it.
export const CHECK_PARTS: readonly Part[] = [
  { name: "unit tests", command: ["vitest", "run", "--project", "unit", "--reporter=minimal"], deadlineMs: UNIT_TESTS_MS },
  ...STATIC_PARTS,
];

/** What can mend itself. The formatter goes last: it has the last word on what the others wrote. */
export const FIX_PARTS: readonly Part[] = [
  { name: "generate", command: ["node", "tools/generate/main.ts"], deadlineMs: FAST_MS },
  { name: "lint", command: ["oxlint", "--type-aware", "--fix", "--quiet"], deadlineMs: FAST_MS },
  { name: "format", command: ["oxfmt", "."], deadlineMs: FAST_MS },
];
