import type { Board, BoardAlert, KnownRun, LeftOut } from "./board.ts";
import { type HouseRules, isShownHere } from "./of-this-house.ts";
import { type ReportedAlert, severities } from "./reported-alert.ts";
import { rememberNames } from "./seen-names.ts";
import { unheard, waitingEvents } from "./waiting-events.ts";

export type AlertFacts =
  /** Everything that Alertmanager holds. `run` tells one start of it from the next. */
  | { readonly kind: "poll"; readonly alerts: readonly ReportedAlert[]; readonly run: string; readonly atMs: number }
  /** One notification of a group. `complete`: whatever else fires in that group would stand in it. */
  | {
      readonly kind: "webhook";
      readonly firing: readonly ReportedAlert[];
      readonly resolved: readonly string[];
      readonly group: string;
      readonly complete: boolean;
      readonly atMs: number;
    }
  /** Time has passed. */
  | { readonly kind: "time"; readonly atMs: number };

/** Far more than a person can look at; a store with this many has one trouble, not thousands. */
export const MAX_ALERTS = 2_000;
/** Alertmanager keeps no alerts over a restart: rulers send them again, vmalert and Prometheus within a minute. */
export const NEW_RUN_GRACE_MS = 3 * 60_000;
// Replicas behind one address answer in turn.
const MAX_RUNS = 8;

/**
 * The board after `facts`, with the events that follow waiting on it:
 * 1. What a poll or a complete notification no longer has is over, whether anybody said so or not; but what an
 *    Alertmanager that was started anew has not yet is only believed to be over after a while.
 * 2. An alert that goes on keeps its earliest start.
 * 3. `fired` is told when it fires and is not silenced; once more when a silence is over and it still fires.
 * 4. `resolved` is told of what was told to have fired.
 */
export function advanceBoard(board: Board, facts: AlertFacts, rules: HouseRules): { readonly board: Board; readonly leftOut: readonly LeftOut[] } {
  const runs = facts.kind === "poll" ? knownRuns(board.runs, facts.run, facts.atMs) : board.runs;
  const { shown, tooMany } = mostImportant([...reported(facts, rules), ...remaining(board, facts, runs)]);
  const before = new Map(board.alerts.map((alert) => [alert.fingerprint, alert]));
  const unknown = unheard(board);
  const alerts = shown.map((alert): BoardAlert => {
    const known = before.get(alert.fingerprint);
    const told = !alert.silenced || (known?.told === true && !unknown.has(alert.fingerprint));
    return { ...alert, startsAtMs: Math.min(known?.startsAtMs ?? alert.startsAtMs, alert.startsAtMs), told };
  });
  const events = waitingEvents(board, alerts, facts.atMs);
  const names = rememberNames(board.names, alerts, facts.atMs);
  const leftOut = [
    { what: "alert", reason: "too_many", count: tooMany },
    { what: "alert_name", reason: "too_many", count: names.tooMany },
    { what: "alert_event", reason: "too_many", count: events.tooMany },
  ] as const;
  return { board: { alerts, names: names.names, runs, waiting: events.waiting }, leftOut: leftOut.filter(({ count }) => count > 0) };
}

type Sighting = ReportedAlert & { readonly seenBy: string; readonly told?: boolean };

function reported(facts: AlertFacts, rules: HouseRules): Sighting[] {
  if (facts.kind === "time") return [];
  const [alerts, seenBy] = facts.kind === "poll" ? [facts.alerts, facts.run] : [facts.firing, facts.group];
  const unique = new Map(alerts.map((alert) => [alert.fingerprint, alert]));
  return [...unique.values()].filter((alert) => isShownHere(alert, rules) && !isOver(alert, facts.atMs)).map((alert) => ({ ...alert, seenBy }));
}

/** What stays on the board although `facts` do not report it. */
function remaining({ alerts }: Board, facts: AlertFacts, runs: readonly KnownRun[]): BoardAlert[] {
  const silent = alerts.filter((alert) => !isOver(alert, facts.atMs));
  if (facts.kind === "time") return silent;
  if (facts.kind === "webhook") {
    const named = new Set([...facts.resolved, ...facts.firing.map(({ fingerprint }) => fingerprint)]);
    return silent.filter(({ fingerprint, seenBy }) => !named.has(fingerprint) && !(facts.complete && seenBy === facts.group));
  }
  const present = new Set(facts.alerts.map(({ fingerprint }) => fingerprint));
  const runSinceMs = runs.find(({ run }) => run === facts.run)?.sinceMs ?? facts.atMs;
  const isNewRun = facts.atMs - runSinceMs < NEW_RUN_GRACE_MS;
  return silent.filter(({ fingerprint, seenBy }) => !present.has(fingerprint) && isNewRun && seenBy !== facts.run);
}

function isOver({ endsAtMs }: ReportedAlert, nowMs: number): boolean {
  return endsAtMs !== undefined && endsAtMs <= nowMs;
}

function knownRuns(runs: readonly KnownRun[], run: string, atMs: number): readonly KnownRun[] {
  return runs.some((known) => known.run === run) ? runs : [...runs, { run, sinceMs: atMs }].slice(-MAX_RUNS);
}

// The order is one of the alerts themselves, so that what is cut off does not change from look to look.
function mostImportant(alerts: readonly Sighting[]): { readonly shown: readonly Sighting[]; readonly tooMany: number } {
  const ordered = alerts.toSorted(
    (a, b) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      a.startsAtMs - b.startsAtMs ||
      (a.fingerprint < b.fingerprint ? -1 : Number(a.fingerprint > b.fingerprint)),
  );
  return { shown: ordered.slice(0, MAX_ALERTS), tooMany: Math.max(0, ordered.length - MAX_ALERTS) };
}
