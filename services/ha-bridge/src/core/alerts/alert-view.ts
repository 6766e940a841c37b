import { alertIds, titleOf } from "./alert-ids.ts";
import type { Board, BoardAlert } from "./board.ts";
import { entityOf, type ReportedAlert, severities, type Severity } from "./reported-alert.ts";

/** An alert that has its entities in Home Assistant whether it ever fired or not. */
export interface KnownAlert {
  readonly name: string;
  readonly severity: Severity;
  readonly title?: string | undefined;
}

/** What the house itself calls its things; undefined for what it does not know. */
export interface HouseNames {
  nameOf(entityId: string): string | undefined;
  areaOf(entityId: string): string | undefined;
}

/** One alert as Home Assistant shows it. */
export interface AlertView {
  readonly name: string;
  readonly id: string;
  readonly title: string;
  readonly fires: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Entities that it fires for, with buttons of their own. */
  readonly pairs: readonly EntityPair[];
}

export interface EntityPair {
  readonly entityId: string;
  readonly entityName: string;
}

export interface BoardView {
  readonly alerts: readonly AlertView[];
  /** What fires and is not silenced. */
  readonly counts: Readonly<Record<Severity, { readonly count: number; readonly names: readonly string[] }>>;
}

export const MAX_SHOWN_ALERTS = 50;
export const MAX_PAIRS_PER_ALERT = 20;
/** Of all alerts together: each pair is two buttons in one announcement. */
export const MAX_PAIRS = 200;
/** Home Assistant's recorder leaves out attributes of more than 16 KiB; some of that is its own. */
export const MAX_ATTRIBUTE_BYTES = 14 * 1024;
const MAX_SUMMARY_LINES = 10;

export function viewOf(board: Board, known: readonly KnownAlert[], house: HouseNames): BoardView {
  const names = [...new Set([...known.map(({ name }) => name), ...board.names.map(({ name }) => name)])];
  const ids = alertIds(names);
  const catalogue = new Map(known.map((alert) => [alert.name, alert]));
  let pairsLeft = MAX_PAIRS;
  const alerts = names.map((name): AlertView => {
    const firing = board.alerts.filter((alert) => alert.name === name).toSorted(loudestFirst);
    const severity = firing[0]?.severity ?? catalogue.get(name)?.severity;
    const pairs = pairsOf(firing, house).slice(0, pairsLeft);
    pairsLeft -= pairs.length;
    return {
      name,
      id: ids.get(name) ?? name,
      title: catalogue.get(name)?.title ?? titleOf(name),
      fires: firing.length > 0,
      attributes: withinBytes(firing, (shown) => attributesOf(firing, shown, severity, house)),
      pairs,
    };
  });
  return { alerts, counts: countsOf(board) };
}

/** What a person is told of one alert: the house's own names before those of the labels. */
export function describeAlert(alert: ReportedAlert, house: HouseNames): Readonly<Record<string, unknown>> {
  const entityId = entityOf(alert);
  const area = (entityId === undefined ? undefined : house.areaOf(entityId)) ?? alert.labels["area"];
  return {
    ...(entityId !== undefined && { entity_id: entityId }),
    name: entityId === undefined ? (alert.labels["instance"] ?? alert.name) : (house.nameOf(entityId) ?? entityId),
    ...(area !== undefined && { area }),
    since: iso(alert.startsAtMs),
    summary: alert.summary,
    severity: alert.severity,
  };
}

function attributesOf(firing: readonly BoardAlert[], shown: number, severity: Severity | undefined, house: HouseNames): Record<string, unknown> {
  const summaries = [...new Set(firing.map(({ summary }) => summary))];
  const more = summaries.length - MAX_SUMMARY_LINES;
  return {
    ...(severity !== undefined && { severity }),
    summary: [...summaries.slice(0, MAX_SUMMARY_LINES), ...(more > 0 ? [`and ${more} more`] : [])].join("\n"),
    description: firing.find(({ description }) => description !== "")?.description ?? "",
    count: firing.length,
    ...(firing.length > 0 && { since: iso(Math.min(...firing.map(({ startsAtMs }) => startsAtMs))) }),
    alerts: firing.slice(0, shown).map((alert) => ({
      ...describeAlert(alert, house),
      description: alert.description,
      silenced: alert.silenced,
      fingerprint: alert.fingerprint,
    })),
  };
}

/** As many alerts of the list as fit. */
function withinBytes(firing: readonly BoardAlert[], make: (shown: number) => Record<string, unknown>): Record<string, unknown> {
  let shown = Math.min(firing.length, MAX_SHOWN_ALERTS);
  for (;;) {
    const attributes = make(shown);
    if (shown === 0 || new TextEncoder().encode(JSON.stringify(attributes)).length <= MAX_ATTRIBUTE_BYTES) return attributes;
    shown = Math.floor(shown * 0.8);
  }
}

function pairsOf(firing: readonly BoardAlert[], house: HouseNames): EntityPair[] {
  const entityIds = [...new Set(firing.map(entityOf).filter((entityId) => entityId !== undefined))];
  return entityIds.slice(0, MAX_PAIRS_PER_ALERT).map((entityId) => ({ entityId, entityName: house.nameOf(entityId) ?? entityId }));
}

function countsOf({ alerts }: Board): BoardView["counts"] {
  const loud = alerts.filter(({ silenced }) => !silenced);
  const of = (severity: Severity) => {
    const all = loud.filter((alert) => alert.severity === severity);
    return { count: all.length, names: [...new Set(all.map(({ name }) => name))].slice(0, MAX_SHOWN_ALERTS) };
  };
  return { critical: of("critical"), warning: of("warning"), info: of("info") };
}

function loudestFirst(a: BoardAlert, b: BoardAlert): number {
  return Number(a.silenced) - Number(b.silenced) || severities.indexOf(a.severity) - severities.indexOf(b.severity) || a.startsAtMs - b.startsAtMs;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
