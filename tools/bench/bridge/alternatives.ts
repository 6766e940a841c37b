import { fileURLToPath } from "node:url";
import type { Affinity } from "../affinity.ts";
import { type MeasuredProcess, startMeasured } from "../measured-process.ts";
import { type Bed, MARKER } from "./bed.ts";

/** The same house through what people would otherwise use; each is up when it has seen every entity. */
export interface Alternative extends MeasuredProcess {
  /** Changes the marker, and resolves when the program has seen that: then it has seen all changes before it. */
  untilSeen(deadlineMs: number): Promise<void>;
}

export interface Surroundings {
  readonly bed: Bed;
  readonly affinity: Affinity;
  readonly signal: AbortSignal;
}

const subscribeEntitiesProgram = fileURLToPath(new URL("subscribe-entities-program.ts", import.meta.url));
const sdkGaugesProgram = fileURLToPath(new URL("sdk-gauges-program.ts", import.meta.url));
const START_DEADLINE_MS = 60_000;

export function startSubscribeEntities({ bed, affinity, signal }: Surroundings): Promise<Alternative> {
  return start(bed, startMeasured({ affinity, args: [subscribeEntitiesProgram, bed.url, MARKER], signal }));
}

export interface SdkOptions {
  readonly intervalMs: number;
  /** Only the state of each entity, or all series that the bridge keeps of it. */
  readonly series: "states" | "all";
}

export function startSdkGauges({ bed, affinity, signal }: Surroundings, { intervalMs, series }: SdkOptions): Promise<Alternative> {
  return start(bed, startMeasured({ affinity, args: [sdkGaugesProgram, bed.url, bed.sink.endpoint, String(intervalMs), series, MARKER], signal }));
}

async function start(bed: Bed, program: MeasuredProcess): Promise<Alternative> {
  program.write(bed.token);
  try {
    await program.line("the first look at the house", (line) => line.startsWith("seen"), START_DEADLINE_MS);
  } catch (error) {
    await program[Symbol.asyncDispose]();
    throw error;
  }
  return {
    ...program,
    async untilSeen(deadlineMs) {
      const { state } = await bed.mark();
      await program.line(`${MARKER} to be ${state}`, (line) => line === `seen ${state}`, deadlineMs);
    },
  };
}
