import type { Cast } from "./cast.ts";
import { inHouseTime } from "./house-time.ts";
import type { Scene } from "./play.ts";
import { backInTheHouse } from "./scenes/back-in-the-house.ts";
import { bedtime } from "./scenes/bedtime.ts";
import { endsAtOnce } from "./scenes/ends-at-once.ts";
import { exactTimes } from "./scenes/exact-times.ts";
import { theAlert } from "./scenes/the-alert.ts";
import { theHouseIsRead } from "./scenes/the-house-is-read.ts";
import { theNight } from "./scenes/the-night.ts";
import { whatElse } from "./scenes/what-else.ts";
import type { Stage } from "./stage.ts";
import { watchFrom } from "./watch.ts";

// Going to bed comes as early as it can, because the night does not wait; the rest passes the time until then.
const SCENES: readonly Scene[] = [theHouseIsRead, bedtime, exactTimes, endsAtOnce, theNight, theAlert, backInTheHouse, whatElse];

/** Plays the scenes; a scene that does not see what it must throws. */
export async function tellStory(cast: Cast, stage: Stage, signal: AbortSignal): Promise<void> {
  const { timeZone, night, broker, homeAssistant, store, ruler, alertmanager, bridge } = cast;
  const actors = [broker, homeAssistant, store, ruler, alertmanager, bridge];
  const here = stage.withTimeZone(timeZone);
  here.heading(`The story, by the clocks of the house (${timeZone}); tonight the night is from ${night.start} to ${night.end}`);
  const play = { cast, stage: here, watch: watchFrom(actors, here, signal), time: (at: number) => inHouseTime(at, timeZone) };
  for (const scene of SCENES) {
    signal.throwIfAborted();
    await scene(play);
  }
}
