import { readSourceTree } from "../check-layout/source-tree.ts";
import { STATIC_PARTS } from "../check/parts.ts";
import { runParts } from "../check/run-parts.ts";
import { COMPONENTS } from "../testbed/components.ts";
import { getComponents } from "./get-components.ts";
import { runIntegration } from "./integration.ts";
import { neededComponents } from "./needed-components.ts";
import { listIntegrationTests, runVitest } from "./run-vitest.ts";
import { skipsAreFailures, sum, summaryLines, type Tally } from "./tally.ts";

export interface TestAllOptions {
  readonly root: string;
  /** On a build server: what is missing is a failure. */
  readonly ci: boolean;
  readonly signal: AbortSignal;
  readonly print: (line: string) => void;
}

// Stories that wait for a night of a minute or two, or for the changes of some minutes.
const PATIENT: ReadonlySet<string> = new Set([
  "e2e/alert-circle/alert-circle.test.ts",
  "tools/demo/demo.integration.test.ts",
  "e2e/recorder-audit/recorder-audit.test.ts",
]);

// An empty list would look like success.
const NOT_LISTED: Tally = { passed: 0, failed: 1, skipped: 0, failures: ["integration tests: vitest listed none"], skips: [] };

/** All tests: checks and unit tests while the real components are being got, then what needs them, as they arrive. */
export async function testAll({ root, ci, signal, print }: TestAllOptions): Promise<{ lines: readonly string[]; ok: boolean }> {
  print("real components: those that are not in the cache are being got in the background");
  const getting = getComponents(COMPONENTS, { signal, tell: print });

  print("\nchecks");
  const checks = checksTally(await runParts(STATIC_PARTS, { root, signal, print, atOnce: 2 }));
  print("\nunit tests");
  const unit = await runVitest({ root, signal, project: "unit" });

  print("\nintegration tests, with the real components");
  const tree = await readSourceTree(root);
  const listed = await listIntegrationTests(root, signal);
  const files = await Promise.all(
    listed.map(async (file) => ({
      ...file,
      needs: await neededComponents(file.path, tree, COMPONENTS, root),
      isPatient: PATIENT.has(file.path),
    })),
  );
  const integration = await runIntegration(files, getting, (some, atOnce) =>
    runVitest({ root, signal, project: "integration", files: some, atOnce }),
  );

  const all = sum([checks, unit, files.length === 0 ? NOT_LISTED : integration]);
  const result = ci ? skipsAreFailures(all) : all;
  return { lines: summaryLines(result), ok: result.failed === 0 && !signal.aborted };
}

function checksTally(results: readonly { readonly name: string; readonly ok: boolean }[]): Tally {
  const failures = results.filter(({ ok }) => !ok).map(({ name }) => `check: ${name}`);
  return { passed: results.length - failures.length, failed: failures.length, skipped: 0, failures, skips: [] };
}
