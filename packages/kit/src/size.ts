const BYTES_PER_UNIT = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 } as const;

type Unit = keyof typeof BYTES_PER_UNIT;

export const SIZE_FORM = "a number with its unit, such as 512B, 64KiB, 20MiB or 2GiB";

/** Bytes of `64KiB 2GiB`, also with a fraction (`1.5GiB`); undefined for anything else. */
export function parseSize(text: string): number | undefined {
  const match = /^(\d{1,9}(?:\.\d{1,3})?)(B|KiB|MiB|GiB|TiB)$/.exec(text.trim());
  const [, number, unit] = match ?? [];
  if (number === undefined || unit === undefined) return undefined;
  return Math.round(Number(number) * BYTES_PER_UNIT[unit as Unit]);
}

/** The shortest exact spelling, such as `64KiB` for 65536. */
export function formatSize(bytes: number): string {
  const units = Object.entries(BYTES_PER_UNIT).toReversed();
  const [unit, size] = units.find(([, unitBytes]) => bytes >= unitBytes && bytes % unitBytes === 0) ?? ["B", 1];
  return `${bytes / size}${unit}`;
}
