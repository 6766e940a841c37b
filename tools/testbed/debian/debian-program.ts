import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Component } from "../component.ts";
import { SUITE, withApt } from "./apt.ts";

export type DebianProgramOptions = {
  readonly name: string;
  readonly version: string;
  readonly what: string;
  readonly package: string;
  /** Paths inside the package; they land in `bin/` under their own names. */
  readonly programs: readonly string[];
};

/** Programs out of one Debian package. Only for programs that need no libraries, such as those written in Go. */
export function debianProgram(options: DebianProgramOptions): Component {
  return {
    name: options.name,
    version: options.version,
    what: options.what,
    madeFrom: { suite: SUITE, package: options.package, programs: options.programs.join(" ") },
    needs: [],
    programs: options.programs.map((path) => `bin/${basename(path)}`),
    async make(making) {
      const unpacked = join(making.folder, "unpacked");
      await withApt(making, (apt) => making.step(`package ${options.package}`, () => apt.downloadOne(options.package, making.folder)));
      const [archive] = (await readdir(making.folder)).filter((file) => file.endsWith(".deb"));
      if (archive === undefined) throw new Error(`apt-get download ${options.package} left no file`);
      await making.run("dpkg-deb", ["-x", join(making.folder, archive), unpacked]);
      await mkdir(join(making.folder, "bin"));
      for (const path of options.programs) await rename(join(unpacked, path), join(making.folder, "bin", basename(path)));
      await rm(unpacked, { recursive: true });
      await rm(join(making.folder, archive));
    },
  };
}
