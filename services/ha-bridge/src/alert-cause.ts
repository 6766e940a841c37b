import type { Clock } from "@tiles/kit/clock";
import { withDeadline } from "@tiles/kit/deadline";
import { causeOf } from "./core/alerts/cause.ts";
import { entityOf, type ReportedAlert } from "./core/alerts/reported-alert.ts";
import type { HouseControls } from "./ports.ts";

export interface CauseOptions {
  /** Home Assistant, while it is connected. */
  controls(): HouseControls | undefined;
  /** When the entity came into the state that it has now. */
  changedMs(entityId: string): number | undefined;
  personOf(userId: string): string | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  onUnknown(error: unknown): void;
}

// The event waits for the answer, so that is short; the alert itself is shown long before.
const ANSWER_WITHIN_MS = 1_500;
// The logbook's entry is a little later than the state it is about.
const AROUND_MS = 5_000;
// A hundred lights at once have one reason, and a logbook that is asked a hundred times answers none.
const MAX_QUESTIONS = 8;

/** Asks the logbook who or what brought the entity into the state that the alert is about. Never rejects. */
export function createCauses(options: CauseOptions): (alert: ReportedAlert) => Promise<string | undefined> {
  let asking = 0;

  return async (alert) => {
    const entityId = entityOf(alert);
    const controls = options.controls();
    if (entityId === undefined || controls === undefined || asking >= MAX_QUESTIONS) return undefined;
    // An alert begins long after its reason where a rule waits for the end of the night.
    const aroundMs = Math.min(options.changedMs(entityId) ?? alert.startsAtMs, alert.startsAtMs);
    asking += 1;
    try {
      const entries = await withDeadline(options.clock, ANSWER_WITHIN_MS, options.signal, () =>
        controls.logbook(entityId, aroundMs - AROUND_MS, aroundMs + AROUND_MS),
      );
      return causeOf(entityId, entries, aroundMs, options.personOf);
    } catch (error) {
      if (!options.signal.aborted) options.onUnknown(error);
      return undefined;
    } finally {
      asking -= 1;
    }
  };
}
