import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import process from "node:process";
import { runProgram } from "../check/run-program.ts";
import type { Tally } from "./tally.ts";
import { tallyOf, type VitestReport } from "./vitest-report.ts";

export interface VitestOptions {
  readonly root: string;
  readonly signal: AbortSignal;
  readonly project: "unit" | "integration";
  /** From the root; all of the project when absent. */
  readonly files?: readonly string[];
  /** Files at once; absent: as the project has it. */
  readonly atOnce?: number;
}

// Far more than they need: it is there so that a run always ends.
const DEADLINE_MS = { unit: 15 * 60_000, integration: 90 * 60_000 };

/** Runs tests, shows them as they go, and counts them. */
export async function runVitest({ root, signal, project, files = [], atOnce }: VitestOptions): Promise<Tally> {
  const folder = await mkdtemp(join(tmpdir(), "tiles-test-"));
  const reportFile = join(folder, "report.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${reportFile}`];
  const workers = atOnce === undefined ? [] : [`--maxWorkers=${atOnce}`];
  try {
    const tell = (text: string) => void process.stdout.write(text);
    const { ok } = await runProgram(["vitest", "run", "--project", project, ...reporters, ...workers, ...files], {
      cwd: root,
      signal,
      deadlineMs: DEADLINE_MS[project],
      tell,
    });
    const report = await readReport<VitestReport>(reportFile);
    return tallyOf(report && { ...report, success: report.success && ok }, root, `${project} tests`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The files of the integration project with the number of their tests; a file that cannot be read counts as one. */
export async function listIntegrationTests(root: string, signal: AbortSignal): Promise<readonly { readonly path: string; readonly tests: number }[]> {
  const folder = await mkdtemp(join(tmpdir(), "tiles-test-"));
  const list = async (name: string, ...how: readonly string[]) => {
    const file = join(folder, name);
    await runProgram(["vitest", "list", "--project", "integration", ...how, `--json=${file}`], { cwd: root, signal, deadlineMs: DEADLINE_MS.unit });
    return ((await readReport<readonly { file: string }[]>(file)) ?? []).map((entry) => relative(root, entry.file));
  };
  try {
    const paths = await list("files.json", "--filesOnly");
    // Read, not run, tables of tests would count as one test each.
    const counts = Map.groupBy(await list("tests.json", "--staticParse=false"), (path) => path);
    return paths.map((path) => ({ path, tests: counts.get(path)?.length ?? 1 }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readReport<T>(file: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as T;
  } catch {
    return undefined;
  }
}
