import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";

/** Runs what follows with a small disk of its own as its state directory; the disk goes with the process. */
export function onSmallDisk(bytes: number): (stateDir: string) => readonly string[] {
  return (stateDir) => {
    mkdirSync(stateDir, { recursive: true });
    return ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", `mount -t tmpfs -o size=${bytes} tmpfs "$0" && exec "$@"`, stateDir];
  };
}

/** Not every machine lets a process mount something for itself alone. */
export function canHaveSmallDisk(): boolean {
  try {
    execFileSync("unshare", ["--user", "--map-root-user", "--mount", "sh", "-c", "mount -t tmpfs -o size=64k tmpfs /mnt"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
