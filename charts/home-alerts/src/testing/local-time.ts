/** A date and time by the clocks of a place, "2026-10-24 20:41" or "2026-10-24 20:41:07". */
export type LocalTime = `${number}-${number}-${number} ${string}`;

/**
 * Seconds since the epoch at which clocks in `zone` show `local`. A time that a clock change skips is the first
 * instant after the jump; one that it repeats is the first or the second of the two, as asked.
 */
export function epochSecondsAt(zone: string, local: LocalTime, repeated: "first" | "second" = "first"): number {
  const asUtc = Date.parse(`${local.replace(" ", "T")}Z`) / 1000;
  const early = asUtc - offsetSecondsAt(zone, asUtc - DAY_SECONDS);
  const late = asUtc - offsetSecondsAt(zone, asUtc + DAY_SECONDS);
  const matches = [early, late].filter((at) => at + offsetSecondsAt(zone, at) === asUtc);
  if (matches.length === 0) return instantOfJump(zone, Math.min(early, late), Math.max(early, late));
  return repeated === "first" ? Math.min(...matches) : Math.max(...matches);
}

/** How far the clocks of `zone` are ahead of UTC at an instant, by the time zone data of the runtime. */
export function offsetSecondsAt(zone: string, epochSeconds: number): number {
  // Clocks change at quarters of an hour of UTC, so one look at the time zone data serves for a whole quarter.
  const quarter = Math.floor(epochSeconds / QUARTER_SECONDS) * QUARTER_SECONDS;
  const key = `${zone} ${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const offset = lookUpOffset(zone, quarter);
  offsets.set(key, offset);
  return offset;
}

/** What the clocks of `zone` show at an instant. */
export function localTimeAt(zone: string, epochSeconds: number): LocalTime {
  const local = epochSeconds + offsetSecondsAt(zone, epochSeconds);
  return new Date(local * 1000).toISOString().slice(0, "2026-01-01T20:41:00".length).replace("T", " ") as LocalTime;
}

/** The date by the clocks of `zone`, moved by whole days. */
export function localDate(zone: string, epochSeconds: number, addDays = 0): string {
  const local = epochSeconds + offsetSecondsAt(zone, epochSeconds) + addDays * DAY_SECONDS;
  return new Date(local * 1000).toISOString().slice(0, "2026-01-01".length);
}

/** "20:41" by the clocks of `zone`. */
export function clockTime(zone: string, epochSeconds: number): string {
  return localTimeAt(zone, epochSeconds).slice("2026-01-01 ".length, "2026-01-01 20:41".length);
}

const DAY_SECONDS = 86_400;

function instantOfJump(zone: string, before: number, after: number): number {
  const offset = offsetSecondsAt(zone, before);
  let [low, high] = [before, after];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetSecondsAt(zone, middle) === offset) low = middle;
    else high = middle;
  }
  return high;
}

const QUARTER_SECONDS = 900;
const offsets = new Map<string, number>();

function lookUpOffset(zone: string, epochSeconds: number): number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const parts = Object.fromEntries(format.formatToParts(epochSeconds * 1000).map((part) => [part.type, Number(part.value)]));
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - epochSeconds;
}
