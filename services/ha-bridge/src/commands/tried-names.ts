import type { TriedAlert, TriedNames } from "../core/alerts/describe-tries.ts";
import type { Labels } from "../core/alerts/firings.ts";
import { loudestOf, subjectOf } from "../core/alerts/loudest.ts";
import { rangeInParts } from "../range-in-parts.ts";
import type { TryOptions } from "../try-alerts.ts";

const QUARTER_MS = 900_000;
/** After a clock change the new offset has come with the next sample, which is there once a minute. */
const HEARD_AFTER_MS = 120_000;
/** So many are looked up by name; the others are told by their ids. */
const MAX_NAMES = 200;

/** From when on, and for how much of the time, the store has this house at all. */
export async function coverageOf(
  { store, instance, fromMs, toMs }: TryOptions,
  signal: AbortSignal,
): Promise<{ fromMs: number | undefined; share: number; text: string }> {
  const selector = `ha_up{instance=${JSON.stringify(instance)}}`;
  // The last quarter ends at `toMs`: of a house that is new, it is the only one.
  const whole = Math.floor((toMs - fromMs) / QUARTER_MS) + 1;
  const seen = await values(store, `max(last_over_time(${selector}[15m]))`, toMs - (whole - 1) * QUARTER_MS, toMs, signal);
  const [first] = seen;
  const share = seen.length / whole;
  const days = `${iso(fromMs)} to ${iso(toMs)} UTC`;
  if (first === undefined) return { fromMs: undefined, share: 0, text: `${days}: the store has nothing of the house ${instance}` };
  const inFirst = await store.samples(selector, first[0] - QUARTER_MS, first[0], signal);
  const firstMs = Math.min(first[0], ...inFirst.flatMap(({ samples }) => samples.map(([atMs]) => atMs)));
  const since = firstMs - fromMs > QUARTER_MS ? ` The store knows the house since ${iso(firstMs)} UTC.` : "";
  return { fromMs: firstMs, share, text: `${days}, of which the store has ${shown(share)} %.${since}` };
}

/** Names and clock of the house, as the store has them. */
export async function namesFor(tried: readonly TriedAlert[], options: TryOptions, signal: AbortSignal): Promise<TriedNames> {
  const offsets = await offsetsOf(options, signal);
  const firings = tried.flatMap((alert) => alert.firings);
  const latest = new Map(firings.map(({ labels, fromMs }) => [subjectOf(labels), fromMs]));
  const names = new Map<string, string>();
  // The loudest are told first, so they have a name whatever the number of the others.
  for (const { labels } of [...loudestOf(firings), ...firings]) {
    if (names.size >= MAX_NAMES) break;
    const subject = subjectOf(labels);
    if (!names.has(subject)) names.set(subject, await nameOf(labels, latest.get(subject) ?? options.toMs, options, signal));
  }
  const taken = Map.groupBy(names, ([, name]) => name);
  return {
    of(labels) {
      const name = names.get(subjectOf(labels));
      if (name === undefined) return idOf(labels);
      // Two things of one name: which of them.
      return (taken.get(name)?.length ?? 0) > 1 ? `${name} ${idOf(labels)}` : name;
    },
    offsetAt: (atMs) => (offsets.findLast(([at]) => at <= atMs) ?? offsets[0])?.[1] ?? 0,
  };
}

/** Clocks change at whole quarters, and the store hears of it with the next sample: it is asked a little later. */
async function offsetsOf({ store, instance, fromMs, toMs }: TryOptions, signal: AbortSignal): Promise<(readonly [number, number])[]> {
  const expr = `max(last_over_time(ha_utc_offset_seconds{instance=${JSON.stringify(instance)}}[1h]))`;
  const firstMs = Math.floor(fromMs / QUARTER_MS) * QUARTER_MS + HEARD_AFTER_MS;
  const found = await values(store, expr, firstMs, toMs, signal);
  if (found.length > 0) return found.map(([at, offset]) => [at - HEARD_AFTER_MS, offset] as const);
  // A house that the store has not known for a quarter yet.
  const [now] = await store.instant(expr, toMs, signal);
  return now?.samples.map(([at, offset]) => [at, offset] as const) ?? [];
}

/** What each kind of thing is called: the info series, and its labels for the name and for the place. */
const CALLED = {
  entity_id: ["ha_entity_info", "friendly_name", "area_name"],
  device_id: ["ha_entity_info", "device", "area_name"],
  area: ["ha_area_info", "area_name", "floor_name"],
} as const;

async function nameOf(labels: Labels, atMs: number, { store, instance }: TryOptions, signal: AbortSignal): Promise<string> {
  const kind = (["entity_id", "device_id", "area"] as const).find((label) => labels[label] !== undefined);
  if (kind === undefined) return idOf(labels);
  const [series, name, place] = CALLED[kind];
  const selector = `${series}{instance=${JSON.stringify(instance)},${kind}=${JSON.stringify(labels[kind])}}`;
  const [info] = await store.instant(`last_over_time(${selector}[1h])`, atMs, signal);
  const where = info?.labels[place];
  return `${info?.labels[name] ?? idOf(labels)}${where === undefined ? "" : ` (${where})`}`;
}

/** About something without a name: what tells it apart says what it is. */
function idOf(labels: Labels): string {
  const id = labels["entity_id"] ?? labels["device_id"] ?? labels["area"];
  if (id !== undefined) return id;
  const { instance: _instance, severity: _severity, ...rest } = labels;
  return Object.values(rest).join(", ") || "the house";
}

async function values(
  store: TryOptions["store"],
  expr: string,
  fromMs: number,
  toMs: number,
  signal: AbortSignal,
): Promise<(readonly [atMs: number, value: number])[]> {
  const found: (readonly [number, number])[] = [];
  const range = { fromMs, toMs, stepMs: QUARTER_MS };
  for await (const { series } of rangeInParts(store, expr, range, signal)) found.push(...(series[0]?.samples ?? []));
  return found;
}

/** What is there is never told as nothing, and what is missing never as all. */
function shown(share: number): number {
  if (share === 0 || share === 1) return share * 100;
  return Math.min(99, Math.max(1, Math.round(share * 100)));
}

function iso(ms: number): string {
  return new Date(ms).toISOString().slice(0, "2026-01-01T00:00".length).replace("T", " ");
}
