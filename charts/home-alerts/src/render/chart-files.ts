import { z } from "zod";

import { type Alert, GROUPS } from "../alert.ts";
import { BRIDGED, BRIDGED_GUARD } from "../parts/bridging.ts";
import { valuesSchema } from "../values.ts";
import { ROUTE, WATCHDOG } from "./alertmanager.ts";
import { ALERTS_OFF } from "./fill-in.ts";

/** What the chart's templates fill in: everything of an alert that ends up in a rule. */
export function renderChartCatalogue(catalogue: readonly Alert[]): string {
  const alerts = catalogue.map(({ meaning: _meaning, cause: _cause, parameters, for: wait = "0s", keepFiringFor = "0s", ...alert }) => ({
    ...alert,
    for: wait,
    keepFiringFor,
    parameters: Object.fromEntries(Object.entries(parameters).map(([name, { kind, default: byDefault }]) => [name, { kind, default: byDefault }])),
  }));
  const file = {
    groups: Object.keys(GROUPS),
    alerts,
    bridged: BRIDGED,
    bridgedGuard: BRIDGED_GUARD,
    alertsOff: ALERTS_OFF,
    route: { ...ROUTE, watchdogName: WATCHDOG },
  };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

/** The chart's values.schema.json: Helm refuses with it what the plain renderer refuses. */
export function renderValuesSchema(catalogue: readonly Alert[]): string {
  const schema = z.toJSONSchema(valuesSchema(catalogue), { target: "draft-7", io: "input" });
  const { properties = {}, ...rest } = schema;
  // Helm hands its own globals to every chart.
  return `${JSON.stringify({ ...rest, properties: { ...properties, global: { type: "object" } } }, undefined, 2)}\n`;
}
