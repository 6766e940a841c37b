import * as known from "@grafana/grafana-foundation-sdk/units";

/** The ids of Grafana's units. */
export const units: ReadonlySet<string> = new Set(Object.values(known as Record<string, unknown>).filter((unit) => typeof unit === "string"));
