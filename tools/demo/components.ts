import { ensureComponent, isComplete } from "../testbed/cache/ensure-component.ts";
import { cacheFolder, componentFolder } from "../testbed/cache/cache-folder.ts";
import { alertmanager } from "../testbed/alertmanager/alertmanager-component.ts";
import type { Component } from "../testbed/component.ts";
import { debianRoot } from "../testbed/debian/debian-root.ts";
import { frontend } from "../testbed/home-assistant/frontend-component.ts";
import { homeAssistant } from "../testbed/home-assistant/home-assistant-component.ts";
import { preparedHouse } from "../testbed/home-assistant/prepared-house.ts";
import { mimir } from "../testbed/mimir/mimir-component.ts";
import { prometheus } from "../testbed/prometheus/prometheus-component.ts";
import { victoriaMetrics } from "../testbed/victoria-metrics/victoria-metrics-component.ts";
import type { DemoOptions, StoreName } from "./arguments.ts";
import type { Stage } from "./stage.ts";

const STORE_COMPONENTS = { victoriametrics: victoriaMetrics, prometheus, mimir } as const satisfies Record<StoreName, Component>;

/** Gets into the cache what is not there yet, and shows how that goes on. */
export async function getComponents(options: DemoOptions, stage: Stage, signal: AbortSignal): Promise<void> {
  const wanted = [debianRoot, homeAssistant, preparedHouse, STORE_COMPONENTS[options.store], alertmanager, ...(options.frontend ? [frontend] : [])];
  const missing = await missingOf(wanted);
  if (missing.length === 0) return;
  stage.heading("Getting what is not here yet");
  stage.say(`  ${missing.map(({ name }) => name).join(", ")}; kept in ${cacheFolder()} for the next time`);
  for (const component of missing) await ensureComponent(component, { signal, tell: (line) => stage.say(`  ${line}`) });
}

async function missingOf(components: readonly Component[]): Promise<readonly Component[]> {
  const missing: Component[] = [];
  for (const component of components) {
    if (!(await isComplete(await componentFolder(cacheFolder(), component), component))) missing.push(component);
  }
  return missing;
}
