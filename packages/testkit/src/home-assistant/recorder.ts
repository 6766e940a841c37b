import type { Attributes } from "./entity-state.ts";
import type { House, StateChange } from "./house.ts";

/** A row of the states table. A null state is the end of an entity. */
interface Row {
  readonly state: string | null;
  readonly attributes: Attributes;
  readonly changedSeconds: number;
  readonly updatedSeconds: number;
  readonly writtenSeconds: number;
}

export interface HistoryQuery {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly entityIds: readonly string[];
  readonly includeStartTimeState: boolean;
  readonly significantChangesOnly: boolean;
  readonly minimalResponse: boolean;
  readonly noAttributes: boolean;
}

export interface Recorder {
  /** How long a row waits for the commit, in seconds; 0 makes rows visible at once. */
  commitLagSeconds: number;
  /** Rows that wait for the commit. */
  readonly backlog: () => number;
  /** Entities without rows in the range are left out, as in the real answer. */
  readonly history: (query: HistoryQuery) => Record<string, Record<string, unknown>[]>;
  /** The whole old history appears under the new id. */
  readonly rename: (oldId: string, newId: string) => void;
  /** What `kill -9` does: rows that were not committed are gone. */
  readonly loseUncommitted: () => void;
}

export function createRecorder(house: House, maxRowsPerEntity: number): Recorder {
  const rows = new Map<string, Row[]>();
  house.changeListeners.add(keep);

  function keep({ entityId, after, atSeconds, record }: StateChange): void {
    if (!record) return;
    const kept = rows.get(entityId) ?? [];
    rows.set(entityId, kept);
    kept.push({
      state: after?.state ?? null,
      attributes: after?.attributes ?? {},
      changedSeconds: after?.changedSeconds ?? atSeconds,
      updatedSeconds: after?.updatedSeconds ?? atSeconds,
      writtenSeconds: house.nowSeconds(),
    });
    if (kept.length > maxRowsPerEntity) kept.splice(0, Math.ceil(maxRowsPerEntity / 10));
  }

  const recorder: Recorder = {
    commitLagSeconds: 0,
    backlog: () => [...rows.values()].flat().filter((row) => !isCommitted(row)).length,
    history(query) {
      const answer: Record<string, Record<string, unknown>[]> = {};
      for (const entityId of query.entityIds) {
        const found = inRange((rows.get(entityId) ?? []).filter(isCommitted), query);
        if (found.length > 0) answer[entityId] = found.map((row, place) => compressedRow(row, query, place === 0 || place === found.length - 1));
      }
      return answer;
    },
    rename(oldId, newId) {
      const moved = rows.get(oldId);
      rows.delete(oldId);
      if (moved !== undefined) rows.set(newId, [...moved, ...(rows.get(newId) ?? [])]);
    },
    loseUncommitted() {
      for (const [entityId, kept] of rows) rows.set(entityId, kept.filter(isCommitted));
    },
  };

  function isCommitted(row: Row): boolean {
    return recorder.commitLagSeconds === 0 || row.writtenSeconds + recorder.commitLagSeconds <= house.nowSeconds();
  }
  return recorder;
}

function inRange(kept: readonly Row[], query: HistoryQuery): Row[] {
  const sorted = kept.toSorted((one, other) => one.updatedSeconds - other.updatedSeconds);
  const found = sorted
    .filter((row) => row.updatedSeconds > query.startSeconds && row.updatedSeconds < query.endSeconds)
    .filter((row) => !query.significantChangesOnly || row.changedSeconds === row.updatedSeconds);
  const before = sorted.findLast((row) => row.updatedSeconds <= query.startSeconds);
  if (!query.includeStartTimeState || before === undefined || before.state === null) return found;
  // A row that never was: the state at the start, with the start as its time.
  return [{ ...before, changedSeconds: query.startSeconds, updatedSeconds: query.startSeconds }, ...found];
}

function compressedRow(row: Row, query: HistoryQuery, isOuter: boolean): Record<string, unknown> {
  if (query.minimalResponse && !isOuter) return { s: row.state, lu: row.updatedSeconds };
  const attributes = query.noAttributes ? {} : row.attributes;
  const times = row.changedSeconds === row.updatedSeconds ? {} : { lc: row.changedSeconds };
  return { s: row.state, a: attributes, ...times, lu: row.updatedSeconds };
}
