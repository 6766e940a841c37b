import type { TriedAlert, TriedNames } from "../core/alerts/describe-tries.ts";
import type { TryOptions } from "../try-alerts.ts";

const QUARTER_MS = 900_000;
/** A range is asked for in parts, as stores give only so many steps at once. */
const PART_MS = 10_000 * QUARTER_MS;
/** So many entities are looked up by name; the others are told by their ids. */
const MAX_NAMES = 200;

/** From when on, and for how much of the time, the store has this house at all. */
export async function coverageOf(
  { store, instance, fromMs, toMs }: TryOptions,
  signal: AbortSignal,
): Promise<{ fromMs: number | undefined; share: number; text: string }> {
  const seen = await values(store, `max(last_over_time(ha_up{instance=${JSON.stringify(instance)}}[15m]))`, fromMs, toMs, signal);
  const [first] = seen;
  const whole = Math.floor((toMs - fromMs) / QUARTER_MS) + 1;
  const share = seen.length / whole;
  const days = `${iso(fromMs)} to ${iso(toMs)}`;
  if (first === undefined) return { fromMs: undefined, share: 0, text: `${days}: the store has nothing of the house ${instance}` };
  const since = first[0] - fromMs > QUARTER_MS ? ` The store knows the house since ${iso(first[0])}.` : "";
  return { fromMs: first[0], share, text: `${days}, of which the store has ${Math.round(share * 100)} %.${since}` };
}

/** Names and clock of the house, as the store has them. */
export async function namesFor(
  tried: readonly TriedAlert[],
  { store, instance, fromMs, toMs }: TryOptions,
  signal: AbortSignal,
): Promise<TriedNames> {
  const house = JSON.stringify(instance);
  const offsets = await values(store, `max(last_over_time(ha_utc_offset_seconds{instance=${house}}[1h]))`, fromMs, toMs, signal);
  const lastSeen = new Map<string, number>();
  for (const { labels, fromMs: atMs } of tried.flatMap(({ firings }) => firings)) {
    const entityId = labels["entity_id"];
    if (entityId !== undefined && (lastSeen.has(entityId) || lastSeen.size < MAX_NAMES)) lastSeen.set(entityId, atMs);
  }
  const names = new Map<string, string>();
  for (const [entityId, atMs] of lastSeen) {
    const info = await store.instant(`last_over_time(ha_entity_info{instance=${house},entity_id=${JSON.stringify(entityId)}}[1h])`, atMs, signal);
    const labels = info[0]?.labels ?? {};
    const area = labels["area_name"];
    names.set(entityId, `${labels["friendly_name"] ?? entityId}${area === undefined ? "" : ` (${area})`}`);
  }
  return {
    of(labels) {
      const entityId = labels["entity_id"];
      if (entityId !== undefined) return names.get(entityId) ?? entityId;
      // About something else: what tells it apart says what it is.
      const { instance: _instance, severity: _severity, ...rest } = labels;
      return Object.values(rest).join(", ") || "the house";
    },
    offsetAt: (atMs) => (offsets.findLast(([at]) => at <= atMs) ?? offsets[0])?.[1] ?? 0,
  };
}

async function values(
  store: TryOptions["store"],
  expr: string,
  fromMs: number,
  toMs: number,
  signal: AbortSignal,
): Promise<(readonly [atMs: number, value: number])[]> {
  const found: (readonly [number, number])[] = [];
  for (let startMs = fromMs; startMs <= toMs; startMs += PART_MS) {
    const series = await store.range(expr, startMs, Math.min(toMs, startMs + PART_MS - QUARTER_MS), QUARTER_MS, signal);
    found.push(...(series[0]?.samples ?? []));
  }
  return found;
}

function iso(ms: number): string {
  return new Date(ms).toISOString().slice(0, "2026-01-01T00:00".length).replace("T", " ");
}
