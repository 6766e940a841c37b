/** HH:MM:SS.mmm by the clocks of a place. */
export function inHouseTime(at: number, timeZone: string): string {
  const parts = { hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3 } as const;
  return new Intl.DateTimeFormat("en-GB", { timeZone, ...parts, hourCycle: "h23" }).format(at);
}

/**
 * The millisecond in which a time of Home Assistant ("2026-11-22T23:34:29.123456+00:00") lies: its microseconds
 * are cut off, not rounded, as in a sample's time.
 */
export function millisecondOf(time: string): number {
  return Date.parse(time.replace(/(\.\d{3})\d+/, "$1"));
}
