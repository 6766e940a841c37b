import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";

const SYSTEM_AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt";

/** Settings for uv: its cache, and the index and authorities that this machine's pip uses. The person's own UV_... win. */
export async function uvEnvironment(debianRoot: string, cache: string): Promise<Record<string, string>> {
  const fromPip = JSON.parse(await readFile(join(debianRoot, "pip-index.json"), "utf8")) as Record<string, string>;
  const environment: Record<string, string> = { UV_CACHE_DIR: cache, UV_HTTP_TIMEOUT: "180", UV_NO_CONFIG: "1", UV_PYTHON_DOWNLOADS: "never" };
  // uv brings its own list of authorities; a company's proxy is known to the system's list only.
  if (existsSync(SYSTEM_AUTHORITIES)) environment["SSL_CERT_FILE"] = SYSTEM_AUTHORITIES;
  for (const [name, value] of Object.entries(fromPip)) environment[name] = value;
  for (const name of Object.keys(environment)) {
    const own = process.env[name];
    if (own !== undefined && name !== "UV_CACHE_DIR") environment[name] = own;
  }
  return environment;
}
