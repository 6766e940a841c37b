import { z } from "zod";
import { type ReportedAlert, reportedAlert } from "../core/alerts/reported-alert.ts";

/** One notification, of Alertmanager (version 4) or of Grafana, which sends the same fields and some of its own. */
export interface WebhookMessage {
  readonly firing: readonly ReportedAlert[];
  /** Fingerprints. */
  readonly resolved: readonly string[];
  readonly group: string;
  /** Everything of the group that fires stands in it. */
  readonly complete: boolean;
  /** Entries that are no alerts. */
  readonly malformed: number;
}

const texts = z
  .record(z.string(), z.string())
  .nullish()
  .transform((value) => value ?? {});
const time = z
  .string()
  .nullish()
  .transform((text) => epochMs(text ?? ""));

const zAlert = z.object({
  status: z.enum(["firing", "resolved"]),
  labels: z.record(z.string(), z.string()).refine((labels) => (labels["alertname"] ?? "") !== "", "an alert without a name"),
  annotations: texts,
  startsAt: time,
  endsAt: time,
  fingerprint: z.string().optional(),
});

const zBody = z.object({
  alerts: z.array(z.unknown()),
  groupKey: z.string().nullish(),
  receiver: z.string().nullish(),
  truncatedAlerts: z.number().nullish(),
});

/** Undefined for what is no such message. `nowMs` is the start of an alert that does not tell its own. */
export function readWebhookBody(body: Buffer, nowMs: number): WebhookMessage | undefined {
  const read = zBody.safeParse(parseJson(body));
  if (!read.success) return undefined;
  const { alerts, groupKey, receiver, truncatedAlerts } = read.data;
  const parsed = alerts.map((alert) => zAlert.safeParse(alert));
  const valid = parsed.flatMap(({ data }) => (data === undefined ? [] : [data]));
  if (valid.length === 0 && alerts.length > 0) return undefined;
  const all = valid.map(({ status, startsAt, endsAt, ...alert }) => ({
    status,
    alert: reportedAlert({ ...alert, startsAtMs: startsAt ?? nowMs, endsAtMs: status === "firing" ? endsAt : undefined }),
  }));
  return {
    firing: all.filter(({ status }) => status === "firing").map(({ alert }) => alert),
    resolved: all.filter(({ status }) => status === "resolved").map(({ alert }) => alert.fingerprint),
    group: `${receiver ?? ""} ${groupKey ?? ""}`.slice(0, LONGEST_GROUP),
    // Without a key nobody can tell what else belongs to the group.
    complete: (truncatedAlerts ?? 0) === 0 && (groupKey ?? "") !== "" && valid.length === alerts.length,
    malformed: alerts.length - valid.length,
  };
}

const LONGEST_GROUP = 1_000;
// "0001-01-01T00:00:00Z" is Go's way to say that there is no time.
const FIRST_TIME_MS = Date.UTC(2000, 0);

function epochMs(text: string): number | undefined {
  const ms = Date.parse(text);
  return ms >= FIRST_TIME_MS ? ms : undefined;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    // Also what is nested too deep.
    return undefined;
  }
}
