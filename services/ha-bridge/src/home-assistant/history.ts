import type { EntityHistory, HistoryRow, RunEvent, StatisticsId, StatisticsRow } from "../core/history.ts";
import { secondsToUs } from "../core/time.ts";
import type { Recorder } from "../ports.ts";
import type { Commands } from "./commands.ts";

/** Home Assistant's recorder, read over the connection that is open; every call rejects when that is lost. */
export function recorderOf(commands: Commands): Recorder {
  return {
    async history({ entityIds, fromMs, toMs, startState }) {
      const answer = await commands.send({
        type: "history/history_during_period",
        start_time: isoOf(fromMs),
        end_time: isoOf(toMs),
        entity_ids: entityIds,
        include_start_time_state: startState,
        significant_changes_only: false,
        minimal_response: false,
        no_attributes: false,
      });
      const found = new Map<string, EntityHistory>();
      for (const entityId of entityIds) found.set(entityId, entityHistory(isRecord(answer) ? answer[entityId] : undefined, fromMs));
      return found;
    },
    async runs(fromMs, toMs) {
      const answer = await commands.send({ type: "logbook/get_events", start_time: isoOf(fromMs), end_time: isoOf(toMs) });
      return (Array.isArray(answer) ? answer : []).map(runEvent).filter((event) => event !== undefined);
    },
    async statisticsIds() {
      const answer = await commands.send({ type: "recorder/list_statistic_ids" });
      return (Array.isArray(answer) ? answer : []).map(statisticsId).filter((id) => id !== undefined);
    },
    async statistics(ids, fromMs, toMs) {
      const answer = await commands.send({
        type: "recorder/statistics_during_period",
        start_time: isoOf(fromMs),
        end_time: isoOf(toMs),
        statistic_ids: ids,
        period: "hour",
        types: ["mean", "min", "max", "state", "sum"],
      });
      const found = new Map<string, readonly StatisticsRow[]>();
      if (!isRecord(answer)) return found;
      for (const [id, rows] of Object.entries(answer)) {
        found.set(
          id,
          (Array.isArray(rows) ? rows : []).map(statisticsRow).filter((row) => row !== undefined),
        );
      }
      return found;
    },
  };
}

// The state in force at the beginning comes as a row with just that time; true rows are later than it.
function entityHistory(answer: unknown, fromMs: number): EntityHistory {
  const all = (Array.isArray(answer) ? answer : []).map(historyRow).filter((row) => row !== undefined);
  const startUs = fromMs * 1000;
  return { start: all.find(({ lastUpdatedUs }) => lastUpdatedUs <= startUs), rows: all.filter(({ lastUpdatedUs }) => lastUpdatedUs > startUs) };
}

function historyRow(raw: unknown): HistoryRow | undefined {
  if (!isRecord(raw)) return undefined;
  const { s, a, lc, lu } = raw;
  if (typeof lu !== "number") return undefined;
  const lastUpdatedUs = secondsToUs(lu);
  return {
    // A removed entity ends with a row whose state is null, or an empty text in older databases.
    state: typeof s === "string" && s !== "" ? s : undefined,
    attributes: isRecord(a) ? a : {},
    lastChangedUs: typeof lc === "number" ? secondsToUs(lc) : lastUpdatedUs,
    lastUpdatedUs,
  };
}

function runEvent(raw: unknown): RunEvent | undefined {
  if (!isRecord(raw) || raw["domain"] !== "homeassistant" || typeof raw["when"] !== "number") return undefined;
  const atMs = Math.floor(raw["when"] * 1000);
  if (raw["message"] === "started") return { kind: "started", atMs };
  return raw["message"] === "stopped" ? { kind: "stopped", atMs } : undefined;
}

function statisticsId(raw: unknown): StatisticsId | undefined {
  if (!isRecord(raw) || typeof raw["statistic_id"] !== "string") return undefined;
  const unit = raw["statistics_unit_of_measurement"];
  return {
    id: raw["statistic_id"],
    unit: typeof unit === "string" ? unit : undefined,
    // Up to 2026.10 `has_mean`, since then the kind of mean alone.
    hasMean: raw["has_mean"] === true || (typeof raw["mean_type"] === "number" && raw["mean_type"] > 0),
    hasSum: raw["has_sum"] === true,
  };
}

function statisticsRow(raw: unknown): StatisticsRow | undefined {
  if (!isRecord(raw) || typeof raw["start"] !== "number" || typeof raw["end"] !== "number") return undefined;
  const row: Record<string, number> = { startMs: raw["start"], endMs: raw["end"] };
  for (const kind of ["mean", "min", "max", "state", "sum"]) if (typeof raw[kind] === "number") row[kind] = raw[kind];
  return row as unknown as StatisticsRow;
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
