import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureComponent } from "../cache/ensure-component.ts";
import type { Component } from "../component.ts";
import { debianRoot } from "../debian/debian-root.ts";
import { uvEnvironment } from "./uv-environment.ts";
import { HOME_ASSISTANT_VERSION } from "./version.ts";

// The version that Home Assistant's own frontend integration asks for in its manifest.
const LOCK = new URL("frontend.lock", import.meta.url);

/** Home Assistant's web pages, beside the installation whose place for them holds an empty page. */
export const frontend: Component = {
  name: "frontend",
  version: HOME_ASSISTANT_VERSION,
  what: "Home Assistant's web pages",
  madeFrom: { lock: LOCK },
  needs: [debianRoot],
  programs: ["hass_frontend/index.html"],
  async make(making) {
    const root = making.folderOf(debianRoot);
    const env = await uvEnvironment(root, join(making.downloads, "uv"));
    const python = (await readFile(join(root, "python"), "utf8")).trim();
    const target = ["--python", python, "--target", making.folder, "--no-deps", "--only-binary", ":all:", "--require-hashes"];
    const advice = "Check that PyPI (or the index of your pip settings) answers, then run it again.";
    await making.step("web pages (117 MB)", () =>
      making.run(join(root, "tools/bin/uv"), ["pip", "install", ...target, "-r", fileURLToPath(LOCK)], { env, advice }),
    );
    return undefined;
  },
};

/** Files of Home Assistant's configuration that make it serve those pages. */
export async function frontendFiles(signal?: AbortSignal): Promise<Readonly<Record<string, string>>> {
  const folder = await ensureComponent(frontend, signal === undefined ? {} : { signal });
  return { "packages/frontend.yaml": `frontend:\n  development_repo: ${JSON.stringify(folder)}\n` };
}
