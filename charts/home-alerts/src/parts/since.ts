import { nowOrLastKnown } from "./bridging.ts";

/**
 * Since when each entity is on (or not at rest), in seconds since the epoch, where that compares as asked ("<= time() - 900")
 * and while `isSo`, a comparison on series of the same entities, holds. `ha_on_since_seconds` outlives restarts, flaps and
 * gaps, so a rule on it needs no `for`, which would begin anew with each of them.
 */
export function since(matchers: string, compares: string, isSo = `${nowOrLastKnown(`ha_on{${matchers}}`)} == 1`): string {
  return `max by (instance, entity_id, area, floor) ${nowOrLastKnown(`ha_on_since_seconds{${matchers}}`)} ${compares}
and on (instance, entity_id) ${isSo}`;
}

/**
 * Leaves out what turned on while Home Assistant started, which takes up to 5 minutes, and in the first 10 minutes after
 * it, when half of the house is still coming up. What was on before the start stays.
 */
export const UNLESS_NEW_AFTER_START = `
unless on (instance, entity_id) (
  max by (instance, entity_id) (ha_on_since_seconds)
  > on (instance) group_left () ((max by (instance) (ha_started_seconds) > time() - 600) - 300)
)`;

/** For measurements whose alert has a `for` of less than 10 minutes. */
export const UNLESS_JUST_STARTED = `
unless on (instance) (max by (instance) (ha_started_seconds) > time() - 600)`;
