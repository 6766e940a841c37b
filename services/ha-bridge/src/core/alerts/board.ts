import type { ReportedAlert } from "./reported-alert.ts";

/** What this house is told of its alerts; plain data, kept on disk as it is. */
export interface Board {
  readonly alerts: readonly BoardAlert[];
  /** Names of alerts that were seen, in the order of their first time. */
  readonly names: readonly SeenName[];
  /** Runs of Alertmanager that have answered, oldest first. */
  readonly runs: readonly KnownRun[];
  /** Events that wait to be fired, oldest first. */
  readonly waiting: readonly AlertEvent[];
}

export interface BoardAlert extends ReportedAlert {
  /** Whether its firing was told, and its end has to be told as well. */
  readonly told: boolean;
  /** Who reported it last: a run of Alertmanager, or a group of its notifications. */
  readonly seenBy: string;
}

export interface SeenName {
  readonly name: string;
  readonly lastMs: number;
}

export interface KnownRun {
  readonly run: string;
  readonly sinceMs: number;
}

export interface AlertEvent {
  readonly type: "fired" | "resolved";
  readonly alert: ReportedAlert;
  readonly atMs: number;
  /** Fired once more, after a silence was over. */
  readonly again: boolean;
}

export const emptyBoard: Board = { alerts: [], names: [], runs: [], waiting: [] };

/** What was left out, for the bridge's own metrics. */
export interface LeftOut {
  readonly what: "alert" | "alert_name" | "alert_event";
  readonly reason: string;
  readonly count: number;
}
