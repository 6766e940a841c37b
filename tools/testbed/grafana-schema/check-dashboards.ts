import { execFile } from "node:child_process";
import { join } from "node:path";
import { ensureComponent } from "../cache/ensure-component.ts";
import { grafanaSchema } from "./grafana-schema-component.ts";

const WITHIN_MS = 60_000;

/** What Grafana's published schema says against these dashboard files, one line each; empty when all is well. */
export async function schemaProblems(paths: readonly string[]): Promise<readonly string[]> {
  const program = join(await ensureComponent(grafanaSchema), "bin", grafanaSchema.name);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  execFile(program, [...paths], { timeout: WITHIN_MS }, (error, stdout, stderr) => {
    // It ends with 1 when it has something to say.
    if (error === null || (error.code === 1 && stdout !== "")) resolve(stdout);
    else reject(new Error(`grafana-schema: checking dashboards failed: ${stderr || error.message}`));
  });
  return (await promise).split("\n").filter((line) => line !== "");
}
