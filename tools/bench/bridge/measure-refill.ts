import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { connectPlainClient, type PlainClient } from "@tiles/testkit/home-assistant/plain-client";
import { type HomeAssistant, startHomeAssistant } from "../../testbed/home-assistant/start-home-assistant.ts";
import type { Affinity } from "../affinity.ts";
import { startMeasured } from "../measured-process.ts";

export const READERS = ["none", "paced", "unpaced", "whole"] as const;
export type Reader = (typeof READERS)[number];

export interface RefillOptions {
  readonly entities: number;
  /** Rows of history of each entity. */
  readonly rows: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly affinity: Affinity;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** How long somebody else at Home Assistant waits while the recorder is read, in milliseconds, sorted. */
export interface Waits {
  readonly service: readonly number[];
  readonly states: readonly number[];
  readonly rowsPerSecond: number;
}

const BURST = 2_000;
const COMMITTED_MS = 15_000;
const EVERY_MS = 25;
/** A look at all states is much rarer than a service call: a page that is opened. */
const STATES_EVERY = 8;
const READING_DEADLINE_MS = 120_000;
const program = fileURLToPath(new URL("refill-program.ts", import.meta.url));

/** A house with a history, which is read in different ways while a person uses it; the ways take turns. */
export async function measureRefill(options: RefillOptions): Promise<Readonly<Record<Reader, Waits>>> {
  const { entities, rows, rounds, say, signal } = options;
  say(`refill: Home Assistant gets ${entities * rows} rows of history`);
  await using home = await startHomeAssistant({}, signal);
  const fromMs = Date.now();
  await home.callService("loadgen", "add", { numbers: entities });
  for (let done = 0; done < entities * rows; done += BURST) await home.callService("loadgen", "burst", { changes: BURST });
  await sleep(COMMITTED_MS, undefined, { signal });
  const toMs = Date.now();
  const found: Record<Reader, { service: number[]; states: number[]; rows: number }> = {
    none: empty(),
    paced: empty(),
    unpaced: empty(),
    whole: empty(),
  };
  for (let round = 1; round <= rounds; round += 1) {
    for (const reader of READERS) {
      say(`refill: round ${round} of ${rounds}, ${reader}`);
      await oneWindow(home, reader, { fromMs, toMs }, options, found[reader]);
    }
  }
  const seconds = rounds * options.seconds;
  const waits = ({ service, states, rows: read }: (typeof found)[Reader]): Waits => ({
    service: service.toSorted((a, b) => a - b),
    states: states.toSorted((a, b) => a - b),
    rowsPerSecond: read / seconds,
  });
  return { none: waits(found.none), paced: waits(found.paced), unpaced: waits(found.unpaced), whole: waits(found.whole) };
}

/** The value below which this share of a sorted list lies. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

async function oneWindow(
  home: HomeAssistant,
  reader: Reader,
  range: { readonly fromMs: number; readonly toMs: number },
  { entities, seconds, affinity, signal }: RefillOptions,
  into: { service: number[]; states: number[]; rows: number },
): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const person = stack.use(await connectPlainClient(home.url, home.token, { perMessageDeflate: false }));
  if (reader === "none") {
    await use(person, seconds, into, signal);
    return;
  }
  const args = [program, home.url, reader, String(range.fromMs), String(range.toMs), String(entities)];
  const reading = stack.use(startMeasured({ affinity, args, signal }));
  reading.write(home.token);
  await reading.line("the history to be read", (line) => line.startsWith("read "), READING_DEADLINE_MS);
  const from = reading.lines.length;
  await use(person, seconds, into, signal);
  for (const line of reading.lines.slice(from)) into.rows += Number(line.split(" ")[1]);
}

async function use(person: PlainClient, seconds: number, into: { service: number[]; states: number[] }, signal: AbortSignal): Promise<void> {
  const endsAtMs = performance.now() + seconds * 1_000;
  for (let turn = 0; performance.now() < endsAtMs; turn += 1) {
    const target = { entity_id: "input_number.target" };
    into.service.push(
      await timed(
        person.command("call_service", { domain: "input_number", service: "set_value", target, service_data: { value: 10 + (turn % 10) } }),
      ),
    );
    if (turn % STATES_EVERY === 0) into.states.push(await timed(person.command("get_states")));
    await sleep(EVERY_MS, undefined, { signal });
  }
}

async function timed(answer: Promise<Record<string, unknown>>): Promise<number> {
  const startedMs = performance.now();
  const { success } = await answer;
  if (success !== true) throw new Error("Home Assistant refused what the bench asked for");
  return performance.now() - startedMs;
}

function empty(): { service: number[]; states: number[]; rows: number } {
  return { service: [], states: [], rows: 0 };
}
