import { nowOrLastKnown } from "./bridging.ts";

/**
 * A phone that is switched off makes its owner `unknown`. Where a person was last counts for a day, so that nobody is
 * told of an empty house who sleeps in it.
 */
const REMEMBERED = "1d";

/**
 * Instances in which nobody is home, with the time since when, in seconds since the epoch: when the last one left.
 * A house without persons is never empty.
 */
export const NOBODY_HOME_SINCE = `(
  max by (instance) ${nowOrLastKnown('ha_on_since_seconds{domain="person"}', REMEMBERED)}
  unless on (instance) max by (instance) ${nowOrLastKnown('ha_enum_state{domain="person",state="home"}', REMEMBERED)} == 1
)`;
