import type { Got, Getting } from "./get-components.ts";
import { sum, type Tally } from "./tally.ts";

export interface IntegrationFile {
  /** From the root. */
  readonly path: string;
  readonly tests: number;
  /** Names of components. */
  readonly needs: ReadonlySet<string>;
  /** It mostly waits for a clock, so it runs in a lane of its own beside the others. */
  readonly isPatient?: boolean;
}

// Files of a lane at once: most wait for a process to start or for a moment to come, so two cores have room for three.
const AT_ONCE = { busy: 2, patient: 1 } as const;

/**
 * Runs the files whose components are there, in as few runs as the arrival of the components allows.
 * Files that need what cannot be had are skipped with the reason.
 */
export async function runIntegration(
  files: readonly IntegrationFile[],
  { outcomes, settled }: Getting,
  run: (paths: readonly string[], atOnce: number) => Promise<Tally>,
): Promise<Tally> {
  const tallies: Tally[] = [];
  let waiting = files;
  while (waiting.length > 0) {
    const isSettled = ({ needs }: IntegrationFile) => [...needs].every((name) => settled.has(name));
    const now = waiting.filter(isSettled);
    waiting = waiting.filter((file) => !isSettled(file));
    const judged = await Promise.all(now.map(async (file) => ({ file, missing: await missingOf(file, outcomes) })));
    tallies.push(...judged.flatMap(({ file, missing }) => (missing === undefined ? [] : [skipped(file, missing)])));
    const runnable = judged.filter(({ missing }) => missing === undefined).map(({ file }) => file);
    const lanes = Map.groupBy(runnable, ({ isPatient = false }) => (isPatient ? "patient" : "busy"));
    const pathsOf = (some: readonly IntegrationFile[]) => some.map(({ path }) => path);
    const runs = [...lanes].map(([lane, some]) => run(pathsOf(some), AT_ONCE[lane]));
    tallies.push(...(await Promise.all(runs)));
    const unsettled = [...outcomes].filter(([name]) => !settled.has(name)).map(([, outcome]) => outcome);
    // None is left when the last one has come meanwhile.
    if (now.length === 0 && unsettled.length > 0) await Promise.race(unsettled);
  }
  return sum(tallies);
}

/** Why the file cannot run; undefined when it can. */
async function missingOf({ needs }: IntegrationFile, outcomes: ReadonlyMap<string, Promise<Got>>): Promise<string | undefined> {
  for (const name of needs) {
    const got = await outcomes.get(name);
    if (got?.kind === "missing") return `${name} is missing: ${got.why}`;
  }
  return undefined;
}

function skipped({ path, tests }: IntegrationFile, why: string): Tally {
  return { passed: 0, failed: 0, skipped: tests, failures: [], skips: [`${path} (${tests} tests): ${why}`] };
}
