import { zMqtt } from "@tiles/hass-mqtt/config";
import { zDuration, zFilePath, zSecretFile, zSize } from "@tiles/kit/config-values";
import { zServer } from "@tiles/kit/health-server";
import { zTelemetry } from "@tiles/kit/telemetry";
import { zTrust } from "@tiles/kit/trust";
import { z } from "zod";
import { optionalEntityLabels } from "./core/entity-labels.ts";
import { zBaseUrl } from "./config-base-url.ts";
import { lacksBroker, zAlerts } from "./config-alerts.ts";
import { zWindow } from "./config-windows.ts";

const zEntityFilter = z
  .strictObject({
    domains: z.array(z.string().regex(/^[a-z0-9_]+$/, "not a domain; allowed: a text such as light")).default([]),
    entities: z.array(z.string().regex(/^[a-z0-9_]+\.[a-z0-9_]+$/, "not an entity id; allowed: a text such as light.cellar")).default([]),
    globs: z.array(z.string()).default([]),
  })
  .prefault({});
export type EntityFilter = z.output<typeof zEntityFilter>;

const zHeaders = z.record(z.string(), z.string()).default({});

const zConfig = z.strictObject({
  homeAssistant: z.strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z0-9_.-]{1,64}$/, "not a name; allowed: letters, digits, _ . -, at most 64 of them")
      .describe("Label `instance` of every series; never changes."),
    url: zBaseUrl("/api"),
    tokenFile: zSecretFile(),
    trust: zTrust.optional(),
    pingInterval: zDuration("20s", { min: "1s", max: "2m" }),
    reconcileInterval: zDuration("5m", { min: "1s", max: "1h" }),
  }),
  stateDir: zFilePath(),
  metrics: z.strictObject({
    endpoint: zBaseUrl("/v1/metrics").describe("OTLP base; /v1/metrics is appended."),
    headers: zHeaders,
    headerFiles: z.record(z.string(), zSecretFile()).default({}),
    trust: zTrust.optional(),
    query: z.strictObject({ url: zBaseUrl("/api/v1") }).optional(),
    // The upper bound keeps a series visible: Prometheus looks back five minutes.
    heartbeat: zDuration("60s", { min: "1s", max: "4m" }),
    backlogRate: z
      .int("not a whole number; allowed: 1 or more")
      .min(1, "too small; allowed: 1 or more")
      .default(5000)
      .describe("Points per second for what is resent."),
    spool: z.strictObject({ maxBytes: zSize("2GiB", { min: "1MiB" }), maxAge: zDuration("72h", { min: "1m" }) }).prefault({}),
    entityLabels: z.array(z.enum(optionalEntityLabels)).default([]),
  }),
  entities: z
    .strictObject({
      include: zEntityFilter,
      exclude: zEntityFilter,
      location: z.boolean().default(false),
    })
    .prefault({}),
  windows: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/, "a lower-case name such as night"), zWindow).default({}),
  alerts: zAlerts.optional(),
  mqtt: zMqtt.optional(),
  server: zServer.optional(),
  telemetry: zTelemetry.optional(),
});

export const configSchema = zConfig.refine((config) => !lacksBroker(config), {
  path: ["alerts"],
  error: "alerts are shown in Home Assistant by MQTT; add mqtt: {url: mqtt://HOST:1883} beside alerts",
  // Told beside all other problems, not only once those are gone.
  when: () => true,
});
export type Config = z.output<typeof configSchema>;
