import type { AlertEvent, Board, BoardAlert } from "./board.ts";
import { severities } from "./reported-alert.ts";

/** Events wait while the broker is away, and while those before them are fired; with more at once nobody can do anything. */
export const MAX_WAITING_EVENTS = 200;

/** Alerts whose first `fired` still waits: nobody has heard of them. */
export function unheard({ waiting }: Pick<Board, "waiting">): ReadonlySet<string> {
  return new Set(waiting.filter(({ type, again }) => type === "fired" && !again).map(({ alert }) => alert.fingerprint));
}

/**
 * Events that wait after the board has become `alerts`. What fired and was over or silenced before anybody heard of
 * it is not told at all.
 */
export function waitingEvents(
  board: Board,
  alerts: readonly BoardAlert[],
  atMs: number,
): { readonly waiting: readonly AlertEvent[]; readonly tooMany: number } {
  const before = new Map(board.alerts.map((alert) => [alert.fingerprint, alert]));
  const loud = new Set(alerts.filter(({ silenced }) => !silenced).map(({ fingerprint }) => fingerprint));
  const present = new Set(alerts.map(({ fingerprint }) => fingerprint));
  const unknown = unheard(board);
  const fired = alerts
    .filter((alert) => !alert.silenced && before.get(alert.fingerprint)?.silenced !== false)
    .map((alert): AlertEvent => ({ type: "fired", alert: reportedOf(alert), atMs, again: before.get(alert.fingerprint)?.told === true }));
  const resolved = board.alerts
    .filter(({ fingerprint, told }) => !present.has(fingerprint) && told && !unknown.has(fingerprint))
    .map((alert): AlertEvent => ({ type: "resolved", alert: reportedOf(alert), atMs, again: false }));
  const still = board.waiting.filter(({ type, alert }) => type === "resolved" || loud.has(alert.fingerprint));
  const waiting = [...still, ...fired, ...resolved];
  return { waiting: mostImportant(waiting), tooMany: Math.max(0, waiting.length - MAX_WAITING_EVENTS) };
}

/** The newest of the most severe alerts, in the order in which they came. */
function mostImportant(waiting: readonly AlertEvent[]): readonly AlertEvent[] {
  if (waiting.length <= MAX_WAITING_EVENTS) return waiting;
  const rank = ({ alert }: AlertEvent) => severities.indexOf(alert.severity);
  const kept = new Set(
    waiting
      .toReversed()
      .toSorted((a, b) => rank(a) - rank(b))
      .slice(0, MAX_WAITING_EVENTS),
  );
  return waiting.filter((event) => kept.has(event));
}

function reportedOf({ told: _told, seenBy: _seenBy, ...alert }: BoardAlert): AlertEvent["alert"] {
  return alert;
}
