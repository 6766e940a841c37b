import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { runCommand } from "../cache/run-command.ts";
import { debianRoot } from "../debian/debian-root.ts";
import { ensureComponent } from "../cache/ensure-component.ts";
import { WHEELS_ONLY } from "./home-assistant-component.ts";
import { INTEGRATIONS } from "./integrations.ts";
import { uvEnvironment } from "./uv-environment.ts";
import { HOME_ASSISTANT_VERSION } from "./version.ts";

const LOCK = fileURLToPath(new URL("requirements.lock", import.meta.url));
const MANIFESTS = fileURLToPath(new URL("requirements.py", import.meta.url));

/** Writes requirements.lock anew: every package that this version and our integrations need, with its hashes. */
export async function lockRequirements(signal: AbortSignal): Promise<string> {
  const root = await ensureComponent(debianRoot, { signal });
  const folder = await mkdtemp(join(tmpdir(), "tiles-lock-"));
  try {
    const tell = (line: string) => void process.stderr.write(`testbed: lock: ${line}\n`);
    const context = { component: "lock", logFile: join(folder, "log"), tell, signal };
    const env = await uvEnvironment(root, join(folder, "uv"));
    const python = (await readFile(join(root, "python"), "utf8")).trim();
    const uv = (...args: string[]) => runCommand(context, join(root, "tools/bin/uv"), args, { env });
    const venv = join(folder, "venv");
    const homeAssistant = `homeassistant==${HOME_ASSISTANT_VERSION}`;
    await uv("venv", "-q", "--python", python, venv);
    await uv("pip", "install", "-q", "--python", join(venv, "bin/python"), homeAssistant);
    const packages = await runCommand(context, join(venv, "bin/python"), [MANIFESTS, ...INTEGRATIONS]);
    const site = (
      await runCommand(context, join(venv, "bin/python"), ["-c", "import homeassistant, os; print(os.path.dirname(homeassistant.__file__))"])
    ).trim();
    await writeFile(join(folder, "in"), `${homeAssistant}\nzlib-ng\nisal\n${packages}`);
    const options = [
      ...WHEELS_ONLY,
      "--generate-hashes",
      "--no-header",
      "--no-annotate",
      "--python",
      python,
      "-c",
      join(site, "package_constraints.txt"),
    ];
    await uv("pip", "compile", "-q", ...options, "-o", LOCK, join(folder, "in"));
    return LOCK;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
