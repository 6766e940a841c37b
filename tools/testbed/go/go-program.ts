import { cp, mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Component, Making } from "../component.ts";
import { TestbedError } from "../testbed-error.ts";

// Part of the key of Go's own build cache: another set of flags compiles everything anew.
const FLAGS = ["-mod=readonly", "-trimpath", "-ldflags=-s -w"];
const ADVICE = "Check that Go's module proxy answers (go env GOPROXY), then run it again: modules and compiled packages are kept.";

export type GoProgramOptions = {
  readonly name: string;
  readonly version: string;
  readonly what: string;
  /** Folder with go.mod and go.sum: they pin every module by its checksum. */
  readonly module: URL;
  /** Main packages; each becomes a program in `bin/` under its last name. */
  readonly packages: readonly string[];
  /** Go files of our own beside go.mod, for a program of package ".", which is named after the component. */
  readonly files?: readonly string[];
  readonly tags?: string;
};

/** Programs compiled from a committed go.mod and go.sum. */
export function goProgram(options: GoProgramOptions): Component {
  return {
    name: options.name,
    version: options.version,
    what: options.what,
    madeFrom: {
      mod: new URL("go.mod", options.module),
      sum: new URL("go.sum", options.module),
      packages: options.packages.join(" "),
      ...Object.fromEntries((options.files ?? []).map((file) => [file, new URL(file, options.module)])),
      flags: [...FLAGS, options.tags ?? ""].join(" "),
    },
    needs: [],
    programs: options.packages.map((each) => `bin/${programName(each, options)}`),
    make: (making) => build(making, options),
  };
}

async function build(making: Making, options: GoProgramOptions): Promise<undefined> {
  await needGo(making);
  const source = join(making.folder, "source");
  await mkdir(source);
  for (const file of ["go.mod", "go.sum", ...(options.files ?? [])]) await cp(fileURLToPath(new URL(file, options.module)), join(source, file));
  const run = (...args: string[]) => making.run("go", args, { cwd: source, env: { CGO_ENABLED: "0" }, advice: ADVICE });
  const tags = options.tags === undefined ? [] : [`-tags=${options.tags}`];
  for (const each of options.packages) {
    const name = programName(each, options);
    const program = join(making.folder, "bin", name);
    await making.step(`compiling ${name} (minutes, the first time)`, () => run("build", ...FLAGS, ...tags, "-o", program, each));
  }
}

function programName(packagePath: string, { name }: GoProgramOptions): string {
  return packagePath === "." ? name : basename(packagePath);
}

async function needGo(making: Making): Promise<void> {
  const found = await making.run("go", ["version"]).catch(() => undefined);
  if (found !== undefined) return;
  throw new TestbedError(
    "TESTBED_GO",
    "go: looking for it on PATH failed: it is not there. Install Go 1.21 or later (it brings the version that is needed), or use --store victoria-metrics.",
  );
}
