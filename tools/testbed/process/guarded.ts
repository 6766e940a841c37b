import { existsSync } from "node:fs";

const SETPRIV = "/usr/bin/setpriv";

/**
 * The command line of a program that the kernel ends when we die, however we die.
 * setpriv becomes the program itself, so that stays our direct child.
 */
export function guarded(command: string, args: readonly string[]): [string, string[]] {
  return existsSync(SETPRIV) ? [SETPRIV, ["--pdeathsig", "KILL", command, ...args]] : [command, [...args]];
}
