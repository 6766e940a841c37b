import { execFile, execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { promisify } from "node:util";

const run = promisify(execFile);

type Within = (stateDir: string) => readonly string[];

/** Runs what follows with a small disk of its own as its state directory; the disk goes with the process. */
export function onSmallDisk(bytes: number): Within {
  return onDisk(`mount -t tmpfs -o size=${bytes} tmpfs "$0"`);
}

/** As well, with an empty disk that cannot be written. */
export function onReadOnlyDisk(): Within {
  return onDisk('mount -t tmpfs tmpfs "$0" && mount -o remount,ro "$0"');
}

/** Makes such a disk of a running process read-only, or writable and of this size. Fails while a file on it is open for writing. */
export async function remount(pid: number, stateDir: string, how: "ro" | { readonly bytes: number }): Promise<void> {
  const options = how === "ro" ? "remount,ro" : `remount,rw,size=${how.bytes}`;
  await run("nsenter", [`--target=${pid}`, "--user", "--preserve-credentials", "--mount", "mount", "-o", options, stateDir]);
}

/** Not every machine lets a process mount something for itself alone. */
export function canHaveOwnDisk(): boolean {
  try {
    execFileSync("unshare", ["--user", "--map-root-user", "--mount", "sh", "-c", "mount -t tmpfs -o size=64k tmpfs /mnt"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function onDisk(mount: string): Within {
  return (stateDir) => {
    mkdirSync(stateDir, { recursive: true });
    return ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", `${mount} && exec "$@"`, stateDir];
  };
}
