import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { staleFiles, writeStaleFiles } from "./generate.ts";
import { generatedFiles } from "./generated-files.ts";

// Writes the repository's generated files; with --check it only says which are not current, and then fails.
const root = fileURLToPath(new URL("../..", import.meta.url));
const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });

if (values.check) {
  const stale = await staleFiles(root, generatedFiles);
  for (const path of stale) console.error(`${path}: is not what its generator writes now. Run: npm run generate`);
  if (stale.length > 0) process.exitCode = 1;
} else {
  for (const path of await writeStaleFiles(root, generatedFiles)) console.log(`wrote ${path}`);
}
