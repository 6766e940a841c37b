import type { EpochUs } from "./entity.ts";
import { hasValue } from "./entity.ts";

/** Since when an entity is on or not at rest. `state` is the last one that was a value. */
export interface OnSince {
  readonly state: string;
  /** Undefined while the entity is at rest. */
  readonly sinceUs: EpochUs | undefined;
}

/** How we come to know of the state: which of its times can be believed depends on it. */
export type Sighting =
  /** Seen as it happened. */
  | { readonly kind: "live" }
  /** First seen after a gap of ours that began at `goneUs`; Home Assistant was up all the time, or restarted in it. */
  | { readonly kind: "afterGap"; readonly goneUs: EpochUs; readonly restarted: boolean };

/**
 * The memory after the entity was seen in `state`.
 *
 * 1. `unavailable` and `unknown` change nothing: a flap does not switch a light off.
 * 2. At rest: no since.
 * 3. Live, from rest to not at rest: since this change. Between two states that are both not at rest: kept.
 * 4. After a gap with the same state: kept when Home Assistant restarted in it (it forgets its own `last_changed`)
 *    or when nothing changed in the gap; else the change fell into the gap and Home Assistant's word counts.
 * 5. After a gap with another state, or at first sight: Home Assistant's `last_changed`.
 */
export function onSince(
  memory: OnSince | undefined,
  state: string,
  lastChangedUs: EpochUs,
  atRest: readonly string[],
  sighting: Sighting,
): OnSince | undefined {
  if (!hasValue(state)) return memory;
  if (atRest.includes(state)) return { state, sinceUs: undefined };
  if (memory?.sinceUs === undefined) return { state, sinceUs: lastChangedUs };
  if (sighting.kind === "live") return { state, sinceUs: memory.sinceUs };
  const keeps = state === memory.state && (sighting.restarted || lastChangedUs <= sighting.goneUs);
  return { state, sinceUs: keeps ? memory.sinceUs : lastChangedUs };
}
