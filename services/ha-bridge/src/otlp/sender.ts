import type { Clock } from "@tiles/kit/clock";
import type { Spool } from "../spool/spool.ts";
import type { DeadLetterFile } from "./dead-letter.ts";
import type { SenderEvents } from "./deliver.ts";
import type { HttpSender } from "./http-sender.ts";
import { LaneSender } from "./lane-sender.ts";
import type { Signal } from "./split.ts";
import type { StoreWindow } from "./store-window.ts";

/**
 * Empties a spool into a store.
 *
 * 1. A store with an out-of-order window gets two lanes, each with one request in flight: live frames at once,
 *    the backlog beside them, oldest first, at `backlogRate`.
 * 2. When a live request fails, both lanes wait. Each try is made with the newest frame; when it is accepted,
 *    all older ones are backlog, and `overtaken` is told so.
 * 3. A store without a window, or of which that is not known yet, gets one lane, strictly oldest first. Without
 *    a window, what is over an hour old is dropped and counted.
 * 4. Wrong credentials, address or settings never cost data: slow retries.
 * 5. A frame of the backlog that the store keeps failing at, while it takes others, is tried again behind them.
 */
export interface Sender {
  /** Works until `signal` is aborted; rejects on a bug only. */
  run(signal: AbortSignal): Promise<void>;
  setWindow(window: StoreWindow): void;
  /** While `run` runs: resolves with whether all live frames are accepted, at the latest after `deadlineMs`. */
  drain(deadlineMs: number): Promise<boolean>;
}

export interface SenderOptions {
  readonly spool: Spool;
  readonly http: HttpSender;
  readonly clock: Clock;
  /** 0 to 1. */
  readonly random: () => number;
  readonly events: SenderEvents;
  readonly deadLetter: DeadLetterFile;
  /** Points per second. */
  readonly backlogRate: number;
  readonly signal?: Signal;
  /** Live samples overtake older ones from now on: what was said in an outage is known when the backlog has arrived. */
  readonly overtaken?: () => void;
}

export function createSender(options: SenderOptions): Sender {
  return new LaneSender(options);
}
