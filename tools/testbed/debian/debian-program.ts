import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Component, Making } from "../component.ts";
import { SUITE, withApt } from "./apt.ts";

export type DebianProgramOptions = {
  readonly name: string;
  readonly what: string;
  readonly package: string;
  /** Paths inside the package; they land in `bin/` under their own names. */
  readonly programs: readonly string[];
  /** An absolute folder that Debian compiled into the programs; started in the component's folder they find it there. */
  readonly dataFolder?: string;
};

/** Programs out of one Debian package. Only for programs that need no libraries, such as those written in Go. */
export function debianProgram(options: DebianProgramOptions): Component {
  return {
    name: options.name,
    version: SUITE,
    what: options.what,
    madeFrom: { suite: SUITE, package: options.package, programs: options.programs.join(" "), dataFolder: options.dataFolder ?? "" },
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
      if (options.dataFolder !== undefined) await takeAlong(making, unpacked, options.dataFolder);
      await rm(unpacked, { recursive: true });
      await rm(join(making.folder, archive));
      return upstreamVersion(archive);
    },
  };
}

// victoria-metrics_1.145.0+ds1-2_amd64.deb is 1.145.0.
function upstreamVersion(archive: string): string | undefined {
  return /_(?:\d+%3a)?([\d.]+)/.exec(archive)?.[1];
}

// The path inside a program can only be replaced by one of the same length: a dot in front makes it relative to the
// working folder, and the last letter goes for that.
async function takeAlong(making: Making, unpacked: string, dataFolder: string): Promise<void> {
  const relative = `.${dataFolder.slice(0, -1)}`;
  await mkdir(dirname(join(making.folder, relative)), { recursive: true });
  await rename(join(unpacked, dataFolder), join(making.folder, relative));
  for (const name of await readdir(join(making.folder, "bin"))) {
    const file = join(making.folder, "bin", name);
    const program = await readFile(file);
    for (let at = program.indexOf(dataFolder); at !== -1; at = program.indexOf(dataFolder, at + 1)) program.write(relative, at);
    await writeFile(file, program);
  }
}
