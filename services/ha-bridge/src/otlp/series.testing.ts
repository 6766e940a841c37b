import type { Family } from "../core/family.ts";
import { encodeAttributes } from "./attributes.ts";
import type { Series } from "./point-batch.ts";

export const temperature: Family = {
  name: "ha_temperature_celsius",
  help: "Temperature.",
  unit: "Cel",
  kind: "gauge",
  labels: [],
  scope: "entity",
  source: "state",
};

export const energyTotal: Family = {
  name: "ha_energy_kwh_total",
  help: "Energy, only growing.",
  unit: "",
  kind: "counter",
  labels: [],
  scope: "entity",
  source: "state",
};

export const resource = { serviceName: "ha-bridge", serviceInstanceId: "home" };

export function seriesOf(family: Family, entityId: string): Series {
  return { family, attributes: encodeAttributes([["entity_id", entityId]]), own: undefined };
}
