import { alertmanager } from "./alertmanager/alertmanager-component.ts";
import { chromium } from "./chromium/chromium-component.ts";
import type { Component } from "./component.ts";
import { debianRoot } from "./debian/debian-root.ts";
import { grafanaSchema } from "./grafana-schema/grafana-schema-component.ts";
import { helm } from "./helm/helm-component.ts";
import { frontend } from "./home-assistant/frontend-component.ts";
import { homeAssistant } from "./home-assistant/home-assistant-component.ts";
import { preparedHouse } from "./home-assistant/prepared-house.ts";
import { houseWithYears } from "./home-assistant/house-with-years.ts";
import { mimir } from "./mimir/mimir-component.ts";
import { prometheus } from "./prometheus/prometheus-component.ts";
import { victoriaMetrics } from "./victoria-metrics/victoria-metrics-component.ts";

/** Everything the test bed can get, cheap ones first. */
export const COMPONENTS: readonly Component[] = [
  debianRoot,
  homeAssistant,
  preparedHouse,
  victoriaMetrics,
  alertmanager,
  frontend,
  chromium,
  grafanaSchema,
  helm,
  prometheus,
  mimir,
  houseWithYears,
];

// Programs that are part of a component with another name.
const PART_OF: Readonly<Record<string, Component>> = {
  mosquitto: debianRoot,
  vmalert: victoriaMetrics,
  "vmalert-tool": victoriaMetrics,
  promtool: prometheus,
  mimirtool: mimir,
  amtool: alertmanager,
};

/** The component of a name, with what belongs to it: Home Assistant is of use only with its house. */
export function componentsOf(name: string): readonly Component[] | undefined {
  if (name === "all") return COMPONENTS;
  if (name === homeAssistant.name) return [homeAssistant, preparedHouse];
  const found = COMPONENTS.find((component) => component.name === name) ?? PART_OF[name];
  return found === undefined ? undefined : [found];
}

export function knownNames(): readonly string[] {
  return [...COMPONENTS.map((component) => component.name), ...Object.keys(PART_OF)];
}
