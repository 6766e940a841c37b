import { readdir } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import type { Making } from "../component.ts";

export const LIBRARIES = "usr/lib/x86_64-linux-gnu";
export const LOADER = "usr/lib64/ld-linux-x86-64.so.2";

/** Unpacks all packages of a folder into the component's folder, but those whose file name matches `unused`. */
export async function unpackArchives(making: Making, archives: string, unused: RegExp): Promise<void> {
  for (const archive of await readdir(archives)) {
    if (!archive.endsWith(".deb") || unused.test(archive)) continue;
    await making.run("dpkg-deb", ["-x", join(archives, archive), making.folder]);
  }
  // Some packages leave the making of their .so.N links to ldconfig.
  const env = { PATH: `${process.env["PATH"]}:/sbin:/usr/sbin` };
  await making.run("ldconfig", ["-n", join(making.folder, LIBRARIES)], { env });
}

export type Binding = { readonly program: string; readonly root: string; readonly patchelf: string };

/** Makes a program use the loader and the libraries of its own root instead of the machine's. */
export async function bindToLibraries(making: Making, { program, root, patchelf }: Binding): Promise<void> {
  await making.run(patchelf, ["--set-interpreter", join(root, LOADER), "--force-rpath", "--set-rpath", join(root, LIBRARIES), program]);
}
