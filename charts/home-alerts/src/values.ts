import { z } from "zod";

import { type Alert, SEVERITIES } from "./alert.ts";
import type { AlertsValues } from "./render/uses.ts";

/** Everything that a person may write, in a Helm values file and in a plain one alike. */
export interface Values {
  readonly alerts: AlertsValues;
  readonly routing: Routing;
}

/** Where Alertmanager sends what fires, and how often. */
export interface Routing {
  /** Only the chart asks: without it no AlertmanagerConfig is made. */
  readonly enabled: boolean;
  /** The address of ha-bridge's receiver. */
  readonly url: string;
  /** For the plain file: the file with the bearer token, as Alertmanager sees it. */
  readonly tokenFile: string;
  /** For the chart: the Secret with the bearer token. */
  readonly tokenSecret: { readonly name: string; readonly key: string };
  readonly repeatInterval: string;
}

export const DEFAULT_ROUTING: Routing = {
  enabled: false,
  url: "http://ha-bridge.ha-bridge.svc:8080/alerts",
  tokenFile: "/etc/alertmanager/secrets/ha-bridge-token",
  tokenSecret: { name: "ha-bridge-alerts", key: "token" },
  repeatInterval: "4h",
};

/**
 * The shape of the values for these alerts. The chart's values.schema.json is made from it, so keys that only the chart
 * reads (its labels) stand here too.
 */
export function valuesSchema(catalogue: readonly Alert[]): z.ZodType<Values> {
  return z.strictObject({
    alerts: z.strictObject(Object.fromEntries(catalogue.map((alert) => [alert.name, oneOrMore(alert)]))).default({}),
    routing: routingSchema.default(DEFAULT_ROUTING),
    labels: z.record(z.string(), z.string()).default({}).describe("further labels of the Kubernetes objects"),
  }) as unknown as z.ZodType<Values>;
}

const url = z
  .string()
  .regex(/^https?:\/\/\S+$/, "not an address; allowed: http://HOST:PORT/alerts or https://")
  .describe("the address of ha-bridge's receiver");

const routingSchema = z.strictObject({
  enabled: z.boolean().default(DEFAULT_ROUTING.enabled).describe("whether the chart makes an AlertmanagerConfig"),
  url: url.default(DEFAULT_ROUTING.url),
  tokenFile: z.string().default(DEFAULT_ROUTING.tokenFile).describe("plain file: the file with the bearer token, as Alertmanager sees it"),
  tokenSecret: z
    .strictObject({ name: z.string().min(1), key: z.string().min(1) })
    .default(DEFAULT_ROUTING.tokenSecret)
    .describe("chart: the Secret with the bearer token"),
  repeatInterval: duration().default(DEFAULT_ROUTING.repeatInterval).describe("how often an alert that goes on is sent again"),
});

function duration(): z.ZodString {
  return z.string().regex(/^\d+[smhd]$/, "not a duration; allowed: a whole number with s, m, h or d, such as 90s, 30m, 2h, 7d");
}

function slugs(what: string, pattern = /^[a-z0-9_]+$/): z.ZodOptional<z.ZodArray<z.ZodString>> {
  return z.array(z.string().regex(pattern, `not the id of a ${what}; allowed: ${pattern.source}`)).optional();
}

const where = z.strictObject({
  entities: slugs("entity", /^[a-z0-9_*]+\.[a-z0-9_*]+$/),
  areas: slugs("area"),
  floors: slugs("floor"),
  labels: slugs("label"),
  deviceClasses: slugs("device class"),
});

const whereOfAreas = where.pick({ areas: true, floors: true });

function oneOrMore(alert: Alert): z.ZodOptional<z.ZodUnion<readonly [z.ZodType, z.ZodType]>> {
  const use = useSchema(alert);
  return z.union([use, z.array(use).min(1).superRefine(namesDiffer)]).optional();
}

/** What an alert cannot do has no key: without a token in its expression a `where` would say nothing. */
function useSchema(alert: Alert): z.ZodObject {
  const has = (token: string) => [alert.expr, alert.exprWhen?.expr ?? ""].some((expr) => expr.includes(token));
  return z
    .strictObject({
      enabled: z
        .boolean()
        .optional()
        .describe(`on or off; not said: ${alert.onByDefault ? "on" : "off until the alert is mentioned"}`),
      name: slugs("use").unwrap().element.optional().describe("tells the uses of one alert apart"),
      severity: z.enum(SEVERITIES).optional(),
      for: duration()
        .optional()
        .describe(`how long it must be true; ${alert.for ?? "0s"} where not said`),
      keepFiringFor: duration().optional(),
      ...(has("<<where>>") ? { where: where.optional(), except: where.optional() } : {}),
      ...(has("<<areas>>") ? { where: whereOfAreas.optional(), except: whereOfAreas.optional() } : {}),
      ...(has("<<scope>>") || has("<<quiet>>")
        ? { quiet: slugs("window").unwrap().element.optional().describe("a window of the bridge during which it is quiet") }
        : {}),
      ...Object.fromEntries(Object.entries(alert.parameters).map(([name, parameter]) => [name, parameterSchema(parameter)])),
    })
    .describe(alert.meaning);
}

function parameterSchema(parameter: Alert["parameters"][string]): z.ZodType {
  const { help, default: byDefault } = parameter;
  if (parameter.kind === "duration") return duration().optional().describe(`${help}; ${byDefault} where not said`);
  return z.number().optional().describe(`${help}; ${byDefault} ${parameter.unit} where not said`);
}

/** Two uses with the same name would be one and the same alert to everybody who hears of it. */
function namesDiffer(uses: readonly { readonly name?: string }[], context: z.RefinementCtx): void {
  if (uses.length < 2) return;
  for (const [index, { name }] of uses.entries()) {
    if (name === undefined) {
      context.addIssue({
        code: "custom",
        path: [index, "name"],
        message: "missing; allowed: a name for each use, as there are several",
        input: uses,
      });
    } else if (uses.findIndex((other) => other.name === name) < index) {
      context.addIssue({
        code: "custom",
        path: [index, "name"],
        message: `${name} is taken; allowed: another name for each use`,
        input: uses,
      });
    }
  }
}
