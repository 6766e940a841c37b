/** A night short enough to sit through. */
export interface Night {
  /** HH:MM of the house's clocks, as the bridge's config takes them. */
  readonly start: string;
  readonly end: string;
  readonly startAt: number;
  readonly endAt: number;
}

const MINUTE_MS = 60_000;

/** The first full minute that leaves `leadMs` to prepare; a window's edges are full minutes. */
export function nextNight(now: number, leadMs: number, timeZone: string): Night {
  const startAt = Math.ceil((now + leadMs) / MINUTE_MS) * MINUTE_MS;
  const endAt = startAt + MINUTE_MS;
  return { start: clockTime(startAt, timeZone), end: clockTime(endAt, timeZone), startAt, endAt };
}

function clockTime(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
}
