import type { Labels, TriedFiring } from "./firings.ts";

/** One thing that alerts are about, and how often it would have been told. */
export interface Loud {
  readonly labels: Labels;
  readonly times: number;
}

/** The loudest first. What went on from before was told before. */
export function loudestOf(firings: readonly TriedFiring[]): readonly Loud[] {
  const bySubject = Map.groupBy(
    firings.filter(({ already }) => !already),
    ({ labels }) => subjectOf(labels),
  );
  return [...bySubject.values()].map((own) => ({ labels: own[0]?.labels ?? {}, times: own.length })).toSorted((a, b) => b.times - a.times);
}

/** Two things may have the same name, but not the same subject: an entity, a device, an area, or what tells it apart. */
export function subjectOf(labels: Labels): string {
  for (const name of ["entity_id", "device_id", "area"]) if (labels[name] !== undefined) return `${name} ${labels[name]}`;
  return JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
