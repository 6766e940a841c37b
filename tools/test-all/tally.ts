/** What became of a number of tests. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** One line for each failure. */
  readonly failures: readonly string[];
  /** One line for each thing that was skipped, with why. */
  readonly skips: readonly string[];
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0, failures: [], skips: [] };

export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      skipped: all.skipped + one.skipped,
      failures: [...all.failures, ...one.failures],
      skips: [...all.skips, ...one.skips],
    }),
    NOTHING,
  );
}

/** Where nobody looks at the summary a skip is a hole, so there every skip is a failure. */
export function skipsAreFailures(tally: Tally): Tally {
  return { ...tally, failed: tally.failed + tally.skipped, skipped: 0, failures: [...tally.failures, ...tally.skips], skips: [] };
}

/** The summary. Its last line is for machines. */
export function summaryLines(tally: Tally): readonly string[] {
  const { passed, failed, skipped, failures, skips } = tally;
  return [...section("skipped", skips), ...section("failed", failures), `${passed} passed, ${failed} failed, ${skipped} skipped`];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`), ""];
}
