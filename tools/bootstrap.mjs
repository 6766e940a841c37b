// Runs a TypeScript program of this repository on any machine with Node 18 or later and npm:
//   node tools/bootstrap.mjs <program.ts> [arguments]
// It brings pnpm and the workspace's packages (Node 24 is one of them), then hands over to that Node.
// Plain JavaScript without dependencies, because it runs before anything is installed.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const PNPM_VERSION = "12.21.0";
const root = fileURLToPath(new URL("..", import.meta.url));
const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "tiles");
const node = join(root, "node_modules", "node", "bin", "node");

const [program, ...args] = process.argv.slice(2);
if (program === undefined) {
  console.error("usage: node tools/bootstrap.mjs <program.ts> [arguments]");
  process.exit(2);
}
ensureDependencies();
run(node, ["--disable-warning=ExperimentalWarning", join(root, program), ...args]);

// The stamp holds what the installed packages were made from, so an unchanged tree starts at once.
function ensureDependencies() {
  const stamp = join(root, "node_modules", ".tiles-stamp");
  const wanted = fingerprint(["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json"]);
  if (existsSync(node) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  const pnpm = ensurePnpm();
  console.error("tiles: installing packages (once)");
  // CI=true keeps pnpm from asking whether it may replace a node_modules folder that another version made.
  const env = { ...process.env, CI: "true" };
  const installed = spawnSync(pnpm, ["install", "--frozen-lockfile", "--reporter=append-only"], { cwd: root, env, encoding: "utf8" });
  if (installed.status !== 0 || !existsSync(node)) {
    console.error(`${installed.stdout ?? ""}${installed.stderr ?? ""}`);
    console.error("tiles: pnpm install failed; what it said is above. Check that npm can reach its registry, then run this again.");
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}

function ensurePnpm() {
  const folder = join(cache, `pnpm-${PNPM_VERSION}`);
  const binary = join(folder, "node_modules", ".bin", "pnpm");
  if (existsSync(binary)) return binary;
  console.error(`tiles: getting pnpm ${PNPM_VERSION} (once)`);
  const partial = `${folder}.${process.pid}`;
  mkdirSync(partial, { recursive: true });
  const got = spawnSync("npm", ["install", "--prefix", partial, "--no-audit", "--no-fund", "--loglevel=error", `pnpm@${PNPM_VERSION}`], {
    stdio: ["ignore", 2, 2],
  });
  if (got.status !== 0) {
    rmSync(partial, { recursive: true, force: true });
    console.error("tiles: npm could not install pnpm. Check that npm can reach its registry, then run this again.");
    process.exit(1);
  }
  // Two first runs at a time: the one that comes second keeps the folder of the first.
  if (!existsSync(folder)) renameSync(partial, folder);
  else rmSync(partial, { recursive: true, force: true });
  return binary;
}

function fingerprint(files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(existsSync(join(root, file)) ? readFileSync(join(root, file)) : "");
  return hash.digest("hex");
}

function run(command, commandArgs) {
  const path = `${join(root, "node_modules", ".bin")}:${join(root, "node_modules", "node", "bin")}:${process.env["PATH"]}`;
  const child = spawn(command, commandArgs, { stdio: "inherit", env: { ...process.env, PATH: path } });
  // A terminal sends Ctrl-C to the whole group; `kill` sends it to us alone, so it is passed on.
  for (const signal of ["SIGTERM", "SIGHUP", "SIGINT"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    console.error(`tiles: ${command} could not be started: ${error.message}`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => process.exit(signal === null ? code : 1));
}
