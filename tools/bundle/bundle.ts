import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "rolldown";

export interface BundleOptions {
  readonly root: string;
  /** Name of the folder below `services/`. */
  readonly service: string;
  readonly folder: string;
}

/** Puts a service with everything it imports into one file, with its source map and its example config beside it. Resolves to the file. */
export async function bundleService({ root, service, folder }: BundleOptions): Promise<string> {
  const source = join(root, "services", service);
  const file = join(folder, `${service}.mjs`);
  await build({
    input: join(source, "src/main.ts"),
    platform: "node",
    // What is imported only when needed stays in the one file; it still runs only when needed.
    output: { file, format: "esm", codeSplitting: false, sourcemap: true },
    logLevel: "warn",
  });
  await copyFile(join(source, "config.example.yaml"), join(folder, "config.example.yaml"));
  return file;
}
