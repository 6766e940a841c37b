import { readFile } from "node:fs/promises";

/** Files of Home Assistant for an integration that cannot be set up while there is a file `troubled.down` in its configuration. */
export async function troubledFiles(): Promise<Record<string, string>> {
  const files: Record<string, string> = { "packages/troubled.yaml": "troubled:\n" };
  for (const file of ["__init__.py", "config_flow.py", "manifest.json"]) {
    files[`custom_components/troubled/${file}`] = await readFile(new URL(`troubled/${file}`, import.meta.url), "utf8");
  }
  return files;
}
