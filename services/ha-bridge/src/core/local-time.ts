const offsetFormats = new Map<string, Intl.DateTimeFormat>();
const DAY_MS = 86_400_000;

export interface LocalDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Seconds that local time is ahead of UTC at that instant. */
export function utcOffsetSeconds(timeZone: string, atMs: number): number {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const local = Date.UTC(
    parts["year"] ?? 0,
    (parts["month"] ?? 1) - 1,
    parts["day"] ?? 1,
    parts["hour"] ?? 0,
    parts["minute"] ?? 0,
    parts["second"] ?? 0,
  );
  return Math.round((local - Math.floor(atMs / 1000) * 1000) / 1000);
}

export function localDate(timeZone: string, atMs: number): LocalDate {
  return dateOf(atMs + utcOffsetSeconds(timeZone, atMs) * 1000);
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOf(Date.UTC(date.year, date.month - 1, date.day) + days * DAY_MS);
}

/**
 * The instant of a local time. One that does not exist is the first instant after the jump; of one that exists twice,
 * `which` says which.
 */
export function instantOf(timeZone: string, date: LocalDate, minuteOfDay: number, which: "first" | "second"): number {
  const local = Date.UTC(date.year, date.month - 1, date.day) + minuteOfDay * 60_000;
  // Offsets in force a day before and after bracket any jump between them.
  const offsets = [...new Set([utcOffsetSeconds(timeZone, local - DAY_MS), utcOffsetSeconds(timeZone, local + DAY_MS)])];
  const instants = offsets
    .map((offset) => local - offset * 1000)
    .filter((instant) => instant + utcOffsetSeconds(timeZone, instant) * 1000 === local)
    .sort((one, other) => one - other);
  const instant = which === "first" ? instants[0] : instants.at(-1);
  return instant ?? jumpWithin(timeZone, local - DAY_MS, local + DAY_MS);
}

// Bisects to the first instant with the later offset.
function jumpWithin(timeZone: string, fromMs: number, toMs: number): number {
  const after = utcOffsetSeconds(timeZone, toMs);
  let low = fromMs;
  let high = toMs;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (utcOffsetSeconds(timeZone, middle) === after) high = middle;
    else low = middle;
  }
  return high;
}

function dateOf(utcMs: number): LocalDate {
  const date = new Date(utcMs);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = offsetFormats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  offsetFormats.set(timeZone, format);
  return format;
}
