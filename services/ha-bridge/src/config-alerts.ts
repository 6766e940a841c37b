import { zDuration, zSecretFile } from "@tiles/kit/config-values";
import { zTrust } from "@tiles/kit/trust";
import { z } from "zod";
import { zBaseUrl } from "./config-base-url.ts";

export const zAlerts = z
  .strictObject({
    tokenFile: zSecretFile().optional().describe("Bearer token of those who send alerts to POST /alerts."),
    alertmanager: z
      .strictObject({
        url: zBaseUrl("/api/v2").describe("What /api/v2 is appended to; of Mimir http://HOST/alertmanager."),
        headers: z.record(z.string(), z.string()).default({}),
        headerFiles: z.record(z.string(), zSecretFile()).default({}),
        trust: zTrust.optional(),
        pollInterval: zDuration("30s", { min: "1s", max: "10m" }),
      })
      .optional(),
    deadMan: z
      .strictObject({
        alert: z.string().min(1, "the name is empty; allowed: the name of the alert that always fires").default("Watchdog"),
        after: zDuration("15m", { min: "1s", max: "7d" }),
      })
      .prefault({}),
  })
  .refine(({ tokenFile, alertmanager }) => tokenFile !== undefined || alertmanager !== undefined, {
    error: "alerts come from nowhere; add alertmanager (to ask it), tokenFile (to be told by POST /alerts), or both",
  });
export type AlertsConfig = z.output<typeof zAlerts>;

/** Alerts without a way to show them; also asked of a config that has other problems. */
export function lacksBroker({ alerts, mqtt }: { readonly alerts?: unknown; readonly mqtt?: unknown }): boolean {
  return alerts !== undefined && mqtt === undefined;
}
