import { setTimeout as sleep } from "node:timers/promises";
import { type HomeAssistant, startHomeAssistant } from "../../testbed/home-assistant/start-home-assistant.ts";
import type { Affinity } from "../affinity.ts";
import { medianBy } from "../median.ts";
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
  readonly sessionMs: number;
  /** Half the distance between the least and the most of the rounds. */
  readonly sessionSpreadMs: number;
  readonly pollMs: number;
  readonly scrapeMs: number;
}

const EXTRA = { numbers: 700, binaries: 300 } as const;
const POLLS_PER_MINUTE = 1 / 5;
const REPETITIONS = 10;
/** What a new connection and a new house leave behind is over by then. */
const SETTLE_MS = 8_000;

export async function measureHomeAssistant(options: HomeAssistantOptions): Promise<HomeAssistantCost> {
  const { affinity, signal, say } = options;
  say("homeAssistant: starting Home Assistant");
  await using home = await startHomeAssistant({}, signal);
  const tape = createTape();
  tape.recording = false;
  await using sink = await startSink(tape);
  await home.callService("loadgen", "add", EXTRA);
  await home.callService("loadgen", "set_rate", { rate: options.perSecond });
  await sleep(SETTLE_MS, undefined, { signal });
  const perMinute = (ms: number) => (ms * 60) / options.seconds;
  const pairs: { baseMs: number; sessionMs: number }[] = [];
  for (let round = 1; round <= options.rounds; round += 1) {
    say(`homeAssistant: round ${round} of ${options.rounds}`);
    const baseMs = perMinute(await spent(home, options.seconds, signal));
    const where = { url: home.url, token: home.token, endpoint: sink.endpoint, heartbeat: "60s" };
    await using _bridge = await startBridge({ ...where, affinity, profile: undefined, signal });
    await sleep(SETTLE_MS, undefined, { signal });
    pairs.push({ baseMs, sessionMs: perMinute(await spent(home, options.seconds, signal)) - baseMs });
  }
  const { baseMs } = medianBy(pairs, (pair) => pair.baseMs);
  const extra = pairs.map(({ sessionMs }) => sessionMs);
  const pollMs = (await costOfOne(home, baseMs, () => home.ws({ type: "get_states" }))) * POLLS_PER_MINUTE;
  return {
    entities: (await home.states()).length,
    baseMs,
    sessionMs: medianBy(extra, (ms) => ms) + pollMs,
    sessionSpreadMs: (Math.max(...extra) - Math.min(...extra)) / 2,
    pollMs,
    scrapeMs: await costOfOne(home, baseMs, () => home.prometheus()),
  };
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
