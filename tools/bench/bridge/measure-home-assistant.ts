import { setTimeout as sleep } from "node:timers/promises";
import { type HomeAssistant, startHomeAssistant } from "../../testbed/home-assistant/start-home-assistant.ts";
import type { Affinity } from "../affinity.ts";
import { type MedianRange, medianRange } from "../median.ts";
import { cpuMsOf } from "../process-usage.ts";
import { startBridge } from "./bridge-process.ts";
import { startSink } from "./sink.ts";
import { createTape } from "./tape.ts";

export interface HomeAssistantOptions {
  readonly perSecond: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly affinity: Affinity;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Milliseconds of Home Assistant's CPU per minute. */
export interface HomeAssistantCost {
  readonly entities: number;
  readonly baseMs: number;
  readonly session: MedianRange;
  /** What polling adds to the session; the windows lie between two polls. */
  readonly pollMs: number;
  readonly scrapeMs: number;
}

const EXTRA = { numbers: 700, binaries: 300 } as const;
const POLLS_PER_MINUTE = 1 / 5;
const REPETITIONS = 20;
// New entities cost several times the usual for half a minute: registry, recorder and storage are written.
const SETTLE_HOUSE_MS = 60_000;
const SETTLE_SESSION_MS = 8_000;

/** Each window with the bridge is compared with the mean of the one before and the one after it, so that a drift cancels out. */
export async function measureHomeAssistant(options: HomeAssistantOptions): Promise<HomeAssistantCost> {
  const { affinity, signal, say, seconds } = options;
  say("homeAssistant: starting Home Assistant");
  await using home = await startHomeAssistant({}, signal);
  const tape = createTape();
  tape.recording = false;
  await using sink = await startSink(tape);
  await home.callService("loadgen", "add", EXTRA);
  await home.callService("loadgen", "set_rate", { rate: options.perSecond });
  await sleep(SETTLE_HOUSE_MS, undefined, { signal });
  const window = async () => ((await spent(home, seconds, signal)) * 60) / seconds;
  const without = [await window()];
  const added: number[] = [];
  for (let round = 1; round <= options.rounds; round += 1) {
    say(`homeAssistant: round ${round} of ${options.rounds}`);
    const withMs = await withBridge();
    await sleep(SETTLE_SESSION_MS, undefined, { signal });
    const before = without.at(-1) ?? 0;
    const after = await window();
    without.push(after);
    added.push(withMs - (before + after) / 2);
  }
  const baseMs = medianRange(without).median;
  const pollMs = (await costOfOne(home, baseMs, () => home.ws({ type: "get_states" }))) * POLLS_PER_MINUTE;
  const { median, low, high } = medianRange(added);
  const scrapeMs = await costOfOne(home, baseMs, () => home.prometheus());
  return {
    entities: (await home.states()).length,
    baseMs,
    session: { median: median + pollMs, low: low + pollMs, high: high + pollMs },
    pollMs,
    scrapeMs,
  };

  async function withBridge(): Promise<number> {
    const where = { url: home.url, token: home.token, endpoint: sink.endpoint, heartbeat: "60s" };
    await using _bridge = await startBridge({ ...where, affinity, profile: undefined, signal });
    await sleep(SETTLE_SESSION_MS, undefined, { signal });
    return await window();
  }
}

async function spent(home: HomeAssistant, seconds: number, signal: AbortSignal): Promise<number> {
  const beforeMs = await cpuOf(home);
  await sleep(seconds * 1000, undefined, { signal });
  return (await cpuOf(home)) - beforeMs;
}

/** CPU of one request, without what Home Assistant would have spent meanwhile anyhow. */
async function costOfOne(home: HomeAssistant, baseMsPerMinute: number, request: () => Promise<unknown>): Promise<number> {
  await request();
  const startedMs = performance.now();
  const beforeMs = await cpuOf(home);
  for (let count = 0; count < REPETITIONS; count += 1) await request();
  const anyhowMs = (baseMsPerMinute / 60_000) * (performance.now() - startedMs);
  return ((await cpuOf(home)) - beforeMs - anyhowMs) / REPETITIONS;
}

function cpuOf(home: HomeAssistant): Promise<number> {
  const pid = home.pid();
  if (pid === undefined) throw new Error("Home Assistant is not running");
  return cpuMsOf(pid);
}
