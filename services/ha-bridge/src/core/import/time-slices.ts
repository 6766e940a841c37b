export interface TimeSlice {
  /** Names it in files and in what is done: a month or a day. */
  readonly name: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Calendar months (UTC) from one instant to another; the first and the last may be parts. */
export function months(fromMs: number, toMs: number): TimeSlice[] {
  return slices(fromMs, toMs, (date) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1), 7);
}

/** Calendar days (UTC). */
export function days(fromMs: number, toMs: number): TimeSlice[] {
  return slices(fromMs, toMs, (date) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + 1), 10);
}

function slices(fromMs: number, toMs: number, nextOf: (date: Date) => number, characters: number): TimeSlice[] {
  const found: TimeSlice[] = [];
  for (let atMs = fromMs; atMs < toMs;) {
    const nextMs = Math.min(toMs, nextOf(new Date(atMs)));
    found.push({ name: new Date(atMs).toISOString().slice(0, characters), fromMs: atMs, toMs: nextMs });
    atMs = nextMs;
  }
  return found;
}
