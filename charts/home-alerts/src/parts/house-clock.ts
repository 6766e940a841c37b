import { BRIDGED } from "./bridging.ts";

/** Seconds since the epoch as the clocks of each house show them, for `hour()` and `day_of_week()`. */
export const houseClock = `(time() + max by (instance) (last_over_time(ha_utc_offset_seconds[${BRIDGED}])))`;
