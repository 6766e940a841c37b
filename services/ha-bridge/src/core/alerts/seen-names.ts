import type { BoardAlert, SeenName } from "./board.ts";

/** Each name has entities in Home Assistant for good, so that a dashboard does not lose them between two alerts. */
export const MAX_NAMES = 200;
// When a name was last seen is not worth a write to disk with every look.
const LAST_SEEN_STEP_MS = 3_600_000;

/** Over the limit the name goes that has been quiet for the longest; one that fires stays. */
export function rememberNames(
  names: readonly SeenName[],
  alerts: readonly BoardAlert[],
  atMs: number,
): { readonly names: readonly SeenName[]; readonly tooMany: number } {
  const firing = new Set(alerts.map(({ name }) => name));
  const all = new Map(names.map((seen) => [seen.name, seen]));
  for (const name of firing) {
    const lastMs = all.get(name)?.lastMs ?? Number.NEGATIVE_INFINITY;
    if (atMs - lastMs >= LAST_SEEN_STEP_MS) all.set(name, { name, lastMs: atMs });
  }
  const surplus = all.size - MAX_NAMES;
  if (surplus <= 0) return { names: [...all.values()], tooMany: 0 };
  const quiet = [...all.values()].filter(({ name }) => !firing.has(name)).toSorted((a, b) => a.lastMs - b.lastMs);
  for (const { name } of quiet.slice(0, surplus)) all.delete(name);
  return { names: [...all.values()].slice(0, MAX_NAMES), tooMany: Math.max(0, all.size - MAX_NAMES) };
}
