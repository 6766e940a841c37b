import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";

type Within = (stateDir: string) => readonly string[];

/** Runs what follows with a small disk of its own as its state directory; the disk goes with the process. */
export function onSmallDisk(bytes: number): Within {
  return onDisk(`mount -t tmpfs -o size=${bytes} tmpfs "$0"`);
}

/** As well, with an empty disk that cannot be written. */
export function onReadOnlyDisk(): Within {
  return onDisk('mount -t tmpfs tmpfs "$0" && mount -o remount,ro "$0"');
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
