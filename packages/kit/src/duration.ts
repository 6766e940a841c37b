const MS_PER_UNIT = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

type Unit = keyof typeof MS_PER_UNIT;

export const DURATION_FORM = "a number with its unit, such as 500ms, 30s, 5m, 72h or 30d";

/** Milliseconds of `500ms 30s 5m 72h 30d`, also with a fraction (`1.5h`); undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h|d)$/.exec(text.trim());
  const [, number, unit] = match ?? [];
  if (number === undefined || unit === undefined) return undefined;
  return Math.round(Number(number) * MS_PER_UNIT[unit as Unit]);
}

/** The shortest exact spelling, such as `5m` for 300000. */
export function formatDuration(ms: number): string {
  const units = Object.entries(MS_PER_UNIT).toReversed();
  const [unit, size] = units.find(([, unitMs]) => ms >= unitMs && ms % unitMs === 0) ?? ["ms", 1];
  return `${ms / size}${unit}`;
}
