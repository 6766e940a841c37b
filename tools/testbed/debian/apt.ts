import { mkdir, writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { holdLock } from "../cache/lock-file.ts";
import type { Making } from "../component.ts";
import { TestbedError } from "../testbed-error.ts";

// The release after next: new enough for the Python that Home Assistant wants. It moves, so versions are not pinned;
// apt verifies every package against Debian's own signature.
export const SUITE = "forky";
const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";
const ADVICE = "Check that the machine's own apt sources answer (apt-get update), then run it again: what was downloaded is kept.";

export type Apt = {
  /** The first of these package names that the suite has. */
  firstOf(packages: readonly string[]): Promise<string>;
  /** Downloads packages with all they depend on into a folder, which then holds these and no others, and names that folder. */
  downloadClosure(packages: readonly string[], folderName?: string): Promise<string>;
  /** Downloads one package, without what it depends on, into `folder`. */
  downloadOne(name: string, folder: string): Promise<void>;
};

/** An apt with a state of its own, beside the machine's: it installs nothing and needs no root. */
export async function withApt<T>(making: Making, work: (apt: Apt) => Promise<T>): Promise<T> {
  const home = join(making.downloads, "apt");
  for (const folder of ["etc/preferences.d", "etc/trusted.gpg.d", "state/lists/partial", "cache/archives/partial"]) {
    await mkdir(join(home, folder), { recursive: true });
  }
  await using _lock = await holdLock(join(home, "lock"), { signal: making.signal });
  const mirror = await machineMirror(making);
  await writeFile(join(home, "state/status"), "");
  await writeFile(join(home, "etc/sources.list"), `deb [signed-by=${KEYRING}] ${mirror} ${SUITE} main\n`);
  const options = ownState(home);
  const aptGet = (...args: string[]) => making.run("apt-get", [...options, ...args], { advice: ADVICE });
  await making.step(`package lists of Debian ${SUITE}`, () => aptGet("update"));
  return work({
    async firstOf(packages) {
      const known = await making.run("apt-cache", [...options, "pkgnames"], { advice: ADVICE });
      const found = packages.find((name) => known.split("\n").includes(name));
      if (found === undefined) throw noneOf(packages);
      return found;
    },
    async downloadClosure(packages, folderName = "archives") {
      const folder = join(home, "cache", folderName);
      await mkdir(join(folder, "partial"), { recursive: true });
      const into = ["-o", `Dir::Cache::archives=${folder}`];
      await aptGet(...into, "install", "--download-only", "-y", "--no-install-recommends", ...packages);
      // What an earlier attempt left and the suite no longer has would be unpacked as well.
      await aptGet(...into, "autoclean");
      return folder;
    },
    async downloadOne(name, folder) {
      await making.run("apt-get", [...options, "download", name], { cwd: folder, advice: ADVICE });
    },
  });
}

async function machineMirror(making: Making): Promise<string> {
  const advice = "The test bed needs Debian (or a Debian container) with apt-get.";
  const targets = await making.run("apt-get", ["indextargets", "--no-release-info", "--format", "$(REPO_URI)", "Created-By: Packages"], { advice });
  const mirror = targets.split("\n").find((line) => /\/debian\/?$/.test(line));
  if (mirror !== undefined) return mirror;
  throw new TestbedError("TESTBED_APT", `apt: finding a Debian mirror among this machine's sources failed: none ends in /debian. ${advice}`);
}

function ownState(home: string): string[] {
  const settings = {
    "Dir::Etc": join(home, "etc"),
    "Dir::Etc::sourcelist": join(home, "etc/sources.list"),
    "Dir::Etc::sourceparts": "/dev/null",
    "Dir::State": join(home, "state"),
    "Dir::State::status": join(home, "state/status"),
    "Dir::Cache": join(home, "cache"),
    "Acquire::Languages": "none",
    "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled": "false",
    "Acquire::Retries": "3",
    // As root apt would hand downloads to the user _apt, who may not enter the cache folder.
    "APT::Sandbox::User": userInfo().username,
    "Debug::NoLocking": "1",
  };
  return ["-q", ...Object.entries(settings).flatMap(([name, value]) => ["-o", `${name}=${value}`])];
}

function noneOf(packages: readonly string[]): TestbedError {
  return new TestbedError(
    "TESTBED_APT",
    `apt: looking for ${packages.join(" or ")} in Debian ${SUITE} failed: it has none of them. Add the package's new name to the list.`,
  );
}
