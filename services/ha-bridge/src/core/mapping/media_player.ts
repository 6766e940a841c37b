import { flagOf, numberOf, timeOf } from "./parts/attribute-series.ts";
import { closedSet } from "./parts/closed-set.ts";

/**
 * The position is that of the moment beside it: while playing, the place now is
 * `position + time() - position_updated_at`. Titles, artists and sources are text and never become series.
 */
export const mediaPlayerMapping = closedSet(
  "media_player",
  { states: ["off", "on", "idle", "playing", "paused", "buffering", "standby"], atRest: ["off", "idle", "standby"] },
  [
    numberOf("media_player", "volume_level", "percent", "Volume, in %.", { factor: 100 }),
    flagOf("media_player", "is_volume_muted", "Whether the sound is off (1) or not (0)."),
    numberOf("media_player", "media_duration", "seconds", "Length of what is played, in s."),
    numberOf("media_player", "media_position", "seconds", "Place in what is played at media_position_updated_at, in s."),
    timeOf("media_player", "media_position_updated_at", "When the place was taken, in seconds since the epoch."),
  ],
);
