import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { TestbedError } from "../testbed/testbed-error.ts";
import { showAddresses } from "./addresses.ts";
import { parseArguments, USAGE, type DemoOptions } from "./arguments.ts";
import { startCast } from "./cast.ts";
import { getComponents } from "./components.ts";
import { openStage } from "./stage.ts";
import { tellStory } from "./story.ts";

const { stdout } = process;
const stage = openStage({
  write: (text) => void stdout.write(text),
  isTerminal: stdout.isTTY,
  hasColor: stdout.isTTY && !process.env["NO_COLOR"],
});
const interrupted = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => interrupted.abort(new Error(name)));
// A reader that goes away (`| head`) ends the demo like Ctrl-C.
stdout.on("error", () => interrupted.abort(new Error("nobody listens")));

process.exitCode = await main(process.argv.slice(2), interrupted.signal);

async function main(argv: readonly string[], signal: AbortSignal): Promise<number> {
  const parsed = parseArguments(argv);
  if (parsed.kind === "play") return play(parsed.options, signal);
  if (parsed.kind === "help") {
    stage.say(USAGE);
    return 0;
  }
  console.error(`demo: ${parsed.why}\n\n${USAGE}`);
  return 2;
}

async function play(options: DemoOptions, signal: AbortSignal): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "tiles-demo-"));
  try {
    await perform(options, folder, signal);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    stage.say("\nEverything has ended.");
    return 0;
  } catch (error) {
    if (signal.aborted) {
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
      stage.say("\nInterrupted before the end of the story; everything has ended.");
      return 1;
    }
    console.error(`\n${error instanceof TestbedError ? error.message : (error as Error).stack}\nAll logs are kept in ${folder}`);
    return 1;
  }
}

async function perform(options: DemoOptions, folder: string, signal: AbortSignal): Promise<void> {
  stage.say("A small house, its metrics and its alerts, all real and all on this machine. The story takes about three minutes.");
  await getComponents(options, stage, signal);
  stage.heading("Starting a house and what watches it");
  await using cast = await startCast(options, folder, stage, signal);
  await tellStory(cast, stage, signal);
  if (!options.once) {
    showAddresses(cast, options, stage);
    await aborted(signal);
  }
  stage.heading("Ending");
}

function aborted(signal: AbortSignal): Promise<void> {
  // Nothing else keeps this process alive: the programs it started do not.
  const alive = setInterval(() => undefined, 1 << 30);
  return new Promise((resolve) => {
    const done = () => {
      clearInterval(alive);
      resolve();
    };
    if (signal.aborted) done();
    else signal.addEventListener("abort", done, { once: true });
  });
}
