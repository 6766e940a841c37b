/** How long there was no proof that alerting works. Only time in which the bridge could have heard it counts. */
export interface DeadMan {
  readonly unseenMs: number;
  readonly unansweredMs: number;
  readonly lastSeenAtMs?: number | undefined;
}

export const freshDeadMan: DeadMan = { unseenMs: 0, unansweredMs: 0 };

export interface Proof {
  /** By a clock that does not jump, since the last proof or lack of it. */
  readonly elapsedMs: number;
  /** The dead-man alert was reported. */
  readonly seen: boolean;
  /** Alertmanager has answered, or there is none that is asked. */
  readonly answered: boolean;
  readonly atMs: number;
}

export function advanceDeadMan({ unseenMs, unansweredMs, lastSeenAtMs }: DeadMan, { elapsedMs, seen, answered, atMs }: Proof): DeadMan {
  return {
    unseenMs: seen ? 0 : unseenMs + elapsedMs,
    unansweredMs: answered ? 0 : unansweredMs + elapsedMs,
    lastSeenAtMs: seen ? atMs : lastSeenAtMs,
  };
}

/** Why alerting must be taken for stopped, or undefined while it works. */
export function whyStopped(
  { unseenMs, unansweredMs }: DeadMan,
  { alert, afterMs, polls }: { readonly alert: string; readonly afterMs: number; readonly polls: boolean },
): string | undefined {
  if (polls && unansweredMs >= afterMs) return "Alertmanager does not answer";
  return unseenMs >= afterMs ? `the alert ${alert}, which always fires, does not come` : undefined;
}
