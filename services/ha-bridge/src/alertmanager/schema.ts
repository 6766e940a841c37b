import { z } from "zod";
import type { Silence } from "../core/alerts/plan-silences.ts";
import { type ReportedAlert, reportedAlert } from "../core/alerts/reported-alert.ts";

/** Only the fields that are used are asked for; what one entry lacks costs that entry alone. */

const ids = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);
const texts = z
  .record(z.string(), z.string())
  .nullish()
  .transform((value) => value ?? {});

const zAlert = z
  .object({
    fingerprint: z.string(),
    labels: z.record(z.string(), z.string()),
    annotations: texts,
    startsAt: z.string(),
    status: z.object({ silencedBy: ids, inhibitedBy: ids }),
  })
  .transform(({ fingerprint, labels, annotations, startsAt, status: { silencedBy, inhibitedBy } }): ReportedAlert =>
    reportedAlert({ fingerprint, labels, annotations, startsAtMs: Date.parse(startsAt), silenced: silencedBy.length + inhibitedBy.length > 0 }),
  );

const zSilence = z
  .object({
    id: z.string(),
    matchers: z.array(z.object({ name: z.string(), value: z.string(), isRegex: z.boolean(), isEqual: z.boolean().default(true) })),
    startsAt: z.string(),
    endsAt: z.string(),
    createdBy: z.string(),
    comment: z.string(),
    status: z.object({ state: z.string() }),
  })
  .transform(({ matchers, endsAt, status: { state }, ...silence }): (Silence & { readonly id: string }) | undefined => {
    if (state === "expired" || matchers.some(({ isRegex, isEqual }) => isRegex || !isEqual)) return undefined;
    return { ...silence, matchers: matchers.map(({ name, value }) => ({ name, value })), endsAtMs: Date.parse(endsAt) };
  });

const zStatus = z.object({ uptime: z.string() });
const zCreated = z.object({ silenceID: z.string() });

/** Undefined when the answer is no list at all; `malformed` counts entries that are none. */
export function readAlerts(answer: unknown): { readonly alerts: readonly ReportedAlert[]; readonly malformed: number } | undefined {
  if (!Array.isArray(answer)) return undefined;
  const read = answer.map((one) => zAlert.safeParse(one).data).filter((alert) => alert !== undefined && !Number.isNaN(alert.startsAtMs));
  const alerts = read.filter((alert) => alert !== undefined);
  return { alerts, malformed: answer.length - alerts.length };
}

/** Silences in force, or to come, that match by equality only. */
export function readSilences(answer: unknown): readonly Silence[] | undefined {
  if (!Array.isArray(answer)) return undefined;
  return answer.map((one) => zSilence.safeParse(one).data).filter((silence) => silence !== undefined);
}

/** When this run of Alertmanager began. */
export function readRun(answer: unknown): string | undefined {
  return zStatus.safeParse(answer).data?.uptime;
}

export function readSilenceId(answer: unknown): string | undefined {
  return zCreated.safeParse(answer).data?.silenceID;
}
