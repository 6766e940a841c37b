import { DatabaseSync } from "node:sqlite";

/** One row of Home Assistant's own database. */
export interface RecorderRow {
  readonly entityId: string;
  readonly state: string | null;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** The millisecond of its sample: that in which its microsecond lies, one more for each earlier row of the entity there. */
  readonly atMs: number;
}

/** Every row since `fromMs`, by entity, oldest first. Home Assistant must be stopped: it has written everything then. */
export function recorderRows(dbFile: string, fromMs: number): Map<string, RecorderRow[]> {
  using db = new DatabaseSync(dbFile, { readOnly: true });
  const query = db.prepare(`
    select m.entity_id as entityId, s.state as state, s.last_updated_ts as seconds, a.shared_attrs as attributes
    from states s join states_meta m on m.metadata_id = s.metadata_id
    left join state_attributes a on a.attributes_id = s.attributes_id
    where s.last_updated_ts >= ? order by m.entity_id, s.last_updated_ts, s.state_id`);
  const rows = new Map<string, RecorderRow[]>();
  for (const raw of query.iterate(fromMs / 1000)) {
    const { entityId, state, seconds, attributes } = raw as { entityId: string; state: string | null; seconds: number; attributes: string | null };
    const before = rows.get(entityId) ?? [];
    const floorMs = millisecondOf(seconds);
    const atMs = Math.max(floorMs, (before.at(-1)?.atMs ?? 0) + 1);
    before.push({ entityId, state, attributes: JSON.parse(attributes ?? "{}") as Record<string, unknown>, atMs });
    rows.set(entityId, before);
  }
  return rows;
}

/** The float has digits below the microsecond, which Home Assistant never had: it prints six of them. */
function millisecondOf(seconds: number): number {
  const text = (seconds % 1).toFixed(6);
  const micros = Math.round(Number(text) * 1e6);
  return Math.floor(seconds) * 1_000 + Math.floor(micros / 1_000);
}
