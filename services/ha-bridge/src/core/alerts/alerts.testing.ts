import type { Board, BoardAlert } from "./board.ts";
import { emptyBoard } from "./board.ts";
import { type RawAlert, type ReportedAlert, reportedAlert } from "./reported-alert.ts";

export const AT_MS = Date.UTC(2026, 0, 15, 6);

/** An alert of this house about the cellar lamp, unless said otherwise. */
export function lamp(labels: Readonly<Record<string, string>> = {}, more: Partial<RawAlert> = {}): ReportedAlert {
  return reportedAlert({
    labels: { alertname: "LightsOnAllNight", severity: "info", instance: "home", entity_id: "light.cellar", ...labels },
    annotations: { summary: "Cellar lamp has been on since 20:41", description: "Switch it off." },
    startsAtMs: AT_MS,
    ...more,
  });
}

export function boardWith(...alerts: readonly (Partial<BoardAlert> & { readonly alert: ReportedAlert })[]): Board {
  return { ...emptyBoard, alerts: alerts.map(({ alert, ...more }) => ({ ...alert, told: true, seenBy: "run 1", ...more })) };
}
