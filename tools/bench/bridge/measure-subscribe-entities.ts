import type { Affinity } from "../affinity.ts";
import { cpuMsOf } from "../process-usage.ts";
import { startSubscribeEntities } from "./alternatives.ts";
import { startBed } from "./bed.ts";

export interface SubscribeEntitiesOptions {
  readonly entities: number;
  readonly affinity: Affinity;
  readonly signal: AbortSignal;
}

const WARM_UP_CHANGES = 200;
/** Its work per change grows with the house, so the number of changes shrinks with it. */
const ENTITY_CHANGES = 10_000_000;
const MAX_CHANGES = 10_000;
const SEEN_DEADLINE_MS = 120_000;

/** CPU time per change, in microseconds, when `subscribeEntities` keeps the states. They come as fast as it takes them. */
export async function measureSubscribeEntities({ entities, affinity, signal }: SubscribeEntitiesOptions): Promise<number> {
  await using bed = await startBed(entities, signal);
  bed.tape.recording = false;
  await using program = await startSubscribeEntities({ bed, affinity, signal });
  await bed.burst(WARM_UP_CHANGES);
  await program.untilSeen(SEEN_DEADLINE_MS);
  const changes = Math.min(MAX_CHANGES, ENTITY_CHANGES / entities);
  const beforeMs = await cpuMsOf(program.pid);
  await bed.burst(changes);
  await program.untilSeen(SEEN_DEADLINE_MS);
  return (((await cpuMsOf(program.pid)) - beforeMs) * 1000) / changes;
}
