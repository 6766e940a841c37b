import process from "node:process";
import { ensureComponent } from "./cache/ensure-component.ts";
import { componentsOf, knownNames } from "./components.ts";
import { lockRequirements } from "./home-assistant/lock-requirements.ts";
import { listComponents } from "./list.ts";
import { STARTERS } from "./starters.ts";
import { TestbedError } from "./testbed-error.ts";

const USAGE = `usage: npm run testbed -- <command>

  list           what there is, and what is in the cache already
  get NAME...    gets components into the cache; \`get all\` for all
  start NAME     starts one and prints its address and logins; Ctrl-C ends it
  lock           writes the list of Home Assistant's packages anew (after a change of its version)

TILES_TESTBED moves the cache from $XDG_CACHE_HOME/tiles/testbed (or ~/.cache/tiles/testbed).`;

const interrupted = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => interrupted.abort(new Error(`ended by ${signal}`)));

process.exitCode = await main(process.argv.slice(2), interrupted.signal).catch((error: unknown) => {
  if (interrupted.signal.aborted) return ended(interrupted.signal);
  console.error(error instanceof TestbedError ? error.message : error);
  return 1;
});

function ended(signal: AbortSignal): number {
  console.error(`testbed: ${(signal.reason as Error).message}; what was downloaded is kept`);
  return 1;
}

async function main([command, ...names]: readonly string[], signal: AbortSignal): Promise<number> {
  switch (command) {
    case "list":
      console.log(await listComponents());
      return 0;
    case "get":
      return get(names, signal);
    case "start":
      return start(names[0], signal);
    case "lock":
      console.log(await lockRequirements(signal));
      return 0;
    case "--help":
      console.log(USAGE);
      return 0;
    case undefined:
    default:
      console.error(USAGE);
      return 2;
  }
}

async function get(names: readonly string[], signal: AbortSignal): Promise<number> {
  const wanted = names.map((name) => ({ name, components: componentsOf(name) }));
  const unknown = wanted.filter(({ components }) => components === undefined);
  if (unknown.length > 0 || names.length === 0) {
    console.error(`testbed: get knows ${knownNames().join(", ")}, all${unknown.map(({ name }) => `; not ${name}`).join("")}`);
    return 2;
  }
  for (const component of wanted.flatMap(({ components = [] }) => components)) {
    console.log(`${component.name.padEnd(18)}${await ensureComponent(component, { signal })}`);
  }
  return 0;
}

async function start(name: string | undefined, signal: AbortSignal): Promise<number> {
  const starter = STARTERS[name ?? ""];
  if (starter === undefined) {
    console.error(`testbed: start knows ${Object.keys(STARTERS).join(", ")}`);
    return 2;
  }
  await using started = await starter(signal);
  console.log([`${name} is running; Ctrl-C ends it`, ...started.lines].join("\n"));
  // Running programs do not keep this process alive; this does, until a signal comes.
  const alive = setInterval(() => undefined, 1 << 30);
  await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  clearInterval(alive);
  return 0;
}
