import { entityOf, type ReportedAlert } from "./reported-alert.ts";

export interface Matcher {
  readonly name: string;
  readonly value: string;
}

/** A silence that is there, or that is to be there; `id` says which one it changes. */
export interface Silence {
  readonly id?: string | undefined;
  /** Equality of labels, all of them. Silences with other kinds of matchers are none of ours. */
  readonly matchers: readonly Matcher[];
  /** As Alertmanager wrote it: it takes a changed silence for the same one only when this is. */
  readonly startsAt: string;
  readonly endsAtMs: number;
  readonly createdBy: string;
  readonly comment: string;
}

export interface SilenceWish {
  readonly alerts: readonly Pick<ReportedAlert, "labels">[];
  readonly hours: number;
  readonly comment: string;
}

export const CREATED_BY = "Home Assistant";
/** One press makes this many at most. */
export const MAX_SILENCES = 100;

/**
 * What has to be written so that each alert is silent for `hours` from now: one silence for each alert and entity.
 * One of ours that is there already is made longer, never shorter, so that pressing twice does not pile up.
 */
export function planSilences(wish: SilenceWish, existing: readonly Silence[], nowMs: number): readonly Silence[] {
  const ours = new Map(existing.filter(({ createdBy }) => createdBy === CREATED_BY).map((silence) => [keyOf(silence.matchers), silence]));
  const endsAtMs = nowMs + wish.hours * 3_600_000;
  const wanted = new Map(wish.alerts.map((alert) => matchersOf(alert)).map((matchers) => [keyOf(matchers), matchers]));
  return [...wanted].slice(0, MAX_SILENCES).flatMap(([key, matchers]): Silence[] => {
    const known = ours.get(key);
    if (known !== undefined && known.endsAtMs >= endsAtMs) return [];
    const base = { matchers, endsAtMs, createdBy: CREATED_BY, comment: wish.comment };
    return [known === undefined ? { ...base, startsAt: new Date(nowMs).toISOString() } : { ...base, id: known.id, startsAt: known.startsAt }];
  });
}

/** An alert about an entity: that entity under this alert, wherever it is moved meanwhile. Any other: exactly its labels. */
export function matchersOf(alert: Pick<ReportedAlert, "labels">): readonly Matcher[] {
  const names = entityOf(alert) === undefined ? Object.keys(alert.labels) : ["alertname", "instance", "entity_id"];
  return names
    .toSorted()
    .map((name) => ({ name, value: alert.labels[name] ?? "" }))
    .filter(({ value }) => value !== "");
}

function keyOf(matchers: readonly Matcher[]): string {
  return matchers
    .map(({ name, value }) => JSON.stringify([name, value]))
    .sort()
    .join();
}
