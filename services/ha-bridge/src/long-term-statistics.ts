import { type Clock, systemClock } from "@tiles/kit/clock";
import type { ExportedEntity } from "./core/exported-entity.ts";
import type { StatisticsId } from "./core/history.ts";
import { statisticsPoints, type StatisticsPoint } from "./core/import/statistics-points.ts";
import type { EncodeLabels, PointSink, Series } from "./core/series.ts";
import type { Recorder } from "./ports.ts";

const HOUR_MS = 3_600_000;
/** Ids in one question: a month of twenty is some 15,000 rows. */
const IDS = 20;
/** Entities that are asked since when there is any history. */
const SAMPLE = 50;
const REST_MS = 50;

export interface StatisticsOptions {
  readonly recorder: Recorder;
  readonly ids: readonly StatisticsId[];
  readonly entities: ReadonlyMap<string, ExportedEntity>;
  readonly fromMs: number;
  readonly toMs: number;
  readonly clock?: Clock;
  point(entity: ExportedEntity, point: StatisticsPoint): void;
  /** Called between questions. */
  rest(): Promise<void>;
}

/** Reads the hours that begin between two instants, of every entity that has statistics; returns how many there were. */
export async function readStatistics(options: StatisticsOptions, signal: AbortSignal): Promise<number> {
  const { recorder, entities, fromMs, toMs, clock = systemClock } = options;
  const units = new Map(options.ids.filter(({ id }) => entities.has(id)).map(({ id, unit }) => [id, unit]));
  const waiting = [...units.keys()];
  let hours = 0;
  while (waiting.length > 0) {
    const found = await recorder.statistics(waiting.splice(0, IDS), fromMs, toMs);
    for (const [id, rows] of found) {
      const entity = entities.get(id);
      if (entity === undefined) continue;
      const within = rows.filter(({ startMs }) => startMs >= fromMs && startMs < toMs);
      hours += within.length;
      for (const point of statisticsPoints(entity.entity.attributes, units.get(id), within)) options.point(entity, point);
    }
    await options.rest();
    await clock.sleep(REST_MS, signal);
  }
  return hours;
}

/** Writes points of statistics beside the live series of their entities. */
export function statisticsSink(sink: PointSink, encode: EncodeLabels): StatisticsOptions["point"] {
  const known = new Map<string, Series>();
  return ({ entity, attributes }, { family, labels, atMs, value }) => {
    const key = `${entity.entityId} ${family.name} ${JSON.stringify(labels)}`;
    const series: Series = known.get(key) ?? { id: 0, family, attributes, member: undefined, own: encode(labels), value: 0, sentMs: 0 };
    known.set(key, series);
    sink.add(series, atMs, value);
  };
}

/** Since when the recorder has rows, to the hour: at that instant no state was in force yet. Asked for by halving. */
export async function oldestHistory(recorder: Recorder, entityIds: readonly string[], fromMs: number, toMs: number): Promise<number> {
  const withStates = async (ids: readonly string[], atMs: number) => {
    const found = await recorder.history({ entityIds: ids, fromMs: atMs, toMs: atMs + 1, startState: true });
    return ids.filter((id) => found.get(id)?.start !== undefined);
  };
  // A recorder may keep only a few of the house.
  let recorded: readonly string[] = [];
  for (let index = 0; index < entityIds.length && recorded.length === 0; index += SAMPLE) {
    recorded = await withStates(entityIds.slice(index, index + SAMPLE), toMs);
  }
  if (recorded.length === 0) return toMs;
  const hasStates = async (atMs: number) => (await withStates(recorded, atMs)).length > 0;
  if (await hasStates(fromMs)) return fromMs;
  let without = fromMs;
  let having = toMs;
  while (having - without > HOUR_MS) {
    const middle = Math.floor((without + having) / 2);
    if (await hasStates(middle)) having = middle;
    else without = middle;
  }
  // Rows between the two are history too.
  return without;
}
