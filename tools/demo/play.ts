import type { Cast } from "./cast.ts";
import type { Stage } from "./stage.ts";
import type { Watch } from "./watch.ts";

/** What a scene works with. It says only what it has seen in the running systems. */
export interface Play {
  readonly cast: Cast;
  readonly stage: Stage;
  readonly watch: Watch;
  /** A point in time by the clocks of the house, with its milliseconds. */
  time(at: number): string;
}

export type Scene = (play: Play) => Promise<void>;
