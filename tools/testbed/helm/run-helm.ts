import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ensureComponent } from "../cache/ensure-component.ts";
import { helm } from "./helm-component.ts";

const WITHIN_MS = 60_000;
const MAX_OUTPUT_BYTES = 64 << 20;

/** What Helm says; throws with what it says when it fails. It sees no configuration and no cluster of the machine. */
export async function runHelm(...args: readonly string[]): Promise<string> {
  const program = join(await ensureComponent(helm), "bin", helm.name);
  const home = await mkdtemp(join(tmpdir(), "helm-"));
  try {
    const env = { HOME: home, PATH: "" };
    const { stdout } = await promisify(execFile)(program, [...args], { env, timeout: WITHIN_MS, maxBuffer: MAX_OUTPUT_BYTES });
    return stdout;
  } finally {
    await rm(home, { recursive: true });
  }
}
