import { cp, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Component, Making } from "../component.ts";
import { debianRoot } from "../debian/debian-root.ts";
import { uvEnvironment } from "./uv-environment.ts";
import { HOME_ASSISTANT_VERSION } from "./version.ts";

const LOCK = new URL("requirements.lock", import.meta.url);
const BUILD_LOCK = new URL("build.lock", import.meta.url);
// Without a wheel, but pure Python; what builds it is pinned in build.lock. Everything else comes built.
export const WHEELS_ONLY = ["--only-binary", ":all:", "--no-binary", "pyric"];
const STUBS = new URL("stubs", import.meta.url);

export const homeAssistant: Component = {
  name: "home-assistant",
  version: HOME_ASSISTANT_VERSION,
  what: "Home Assistant Core with the packages of its own demo, MQTT and helper integrations",
  madeFrom: { lock: LOCK, buildLock: BUILD_LOCK, stubs: STUBS, script: "1" },
  needs: [debianRoot],
  programs: ["venv/bin/hass"],
  make: makeHomeAssistant,
};

async function makeHomeAssistant(making: Making): Promise<undefined> {
  const root = making.folderOf(debianRoot);
  const uv = join(root, "tools/bin/uv");
  const venv = join(making.folder, "venv");
  const python = (await readFile(join(root, "python"), "utf8")).trim();
  const env = await uvEnvironment(root, join(making.downloads, "uv"));
  const advice = "Check that PyPI (or the index of your pip settings) answers, then run it again: what was downloaded is kept.";
  await making.run(uv, ["venv", "-q", "--python", python, venv], { env });
  await making.step("Python packages, each checked against its hash", async () => {
    const install = [
      "pip",
      "install",
      "--python",
      join(venv, "bin/python"),
      "--no-deps",
      "--require-hashes",
      ...WHEELS_ONLY,
      "--build-constraint",
      fileURLToPath(BUILD_LOCK),
      "-r",
      fileURLToPath(LOCK),
    ];
    await making.run(uv, install, { env, advice });
  });
  await cp(fileURLToPath(STUBS), await sitePackages(venv), { recursive: true });
}

async function sitePackages(venv: string): Promise<string> {
  const [python] = await readdir(join(venv, "lib"));
  if (python === undefined) throw new Error(`${venv} has no lib folder of a Python`);
  return join(venv, "lib", python, "site-packages");
}
