import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parse, stringify } from "yaml";
import { startMimir } from "../testbed/mimir/start-mimir.ts";
import { startPrometheus } from "../testbed/prometheus/start-prometheus.ts";
import type { RulesClient } from "../testbed/prometheus/promql-client.ts";
import type { Store } from "../testbed/prometheus/store.ts";
import { startVictoriaMetrics } from "../testbed/victoria-metrics/start-victoria-metrics.ts";
import type { StoreName } from "./arguments.ts";

export const RULES = fileURLToPath(new URL("../../charts/home-alerts/files/rules.yaml", import.meta.url));

/** Rules are meant to be looked at once a minute; nobody wants to wait for that here. */
export const EVALUATION_INTERVAL = "2s";

export type DemoStore = Store & {
  /** Who evaluates the rules, where the store does so itself. */
  readonly ruler: RulesClient | undefined;
};

export interface StorePlace {
  readonly folder: string;
  readonly alertmanagerUrl: string;
}

/** How to start each store; those that evaluate rules get them with it. */
export const STORE_STARTERS = {
  victoriametrics: {
    title: "VictoriaMetrics",
    start: async ({ folder }, signal) => ({ ...(await startVictoriaMetrics({ folder }, signal)), ruler: undefined }),
  },
  prometheus: {
    title: "Prometheus",
    async start({ folder, alertmanagerUrl }, signal) {
      const prometheus = await startPrometheus({ folder, alertmanagerUrl, ruleFiles: [RULES], evaluationInterval: EVALUATION_INTERVAL }, signal);
      return { ...prometheus, ruler: prometheus };
    },
  },
  mimir: {
    title: "Mimir",
    async start({ folder, alertmanagerUrl }, signal) {
      const mimir = await startMimir({ folder, alertmanagerUrl }, signal);
      const { groups } = parse(await readFile(RULES, "utf8")) as { groups: Record<string, unknown>[] };
      for (const group of groups) await mimir.putRuleGroup("home-alerts", stringify({ ...group, interval: EVALUATION_INTERVAL }));
      return { ...mimir, ruler: mimir };
    },
  },
} as const satisfies Record<StoreName, { title: string; start(place: StorePlace, signal: AbortSignal): Promise<DemoStore> }>;
