import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ensureComponent } from "../cache/ensure-component.ts";
import { dataFolder } from "../process/data-folder.ts";
import { freePort } from "../process/free-port.ts";
import { answers, fetchText } from "../process/http.ts";
import { program } from "../process/program.ts";
import { promqlClient, rulesClient, type RulesClient } from "./promql-client.ts";
import { prometheus } from "./prometheus-component.ts";
import type { Store } from "./store.ts";

const READY_WITHIN_MS = 30_000;

export type PrometheusOptions = {
  readonly port?: number;
  readonly folder?: string;
  /** Default 72h; "0s" for none. */
  readonly outOfOrderTimeWindow?: string;
  readonly ruleFiles?: readonly string[];
  readonly alertmanagerUrl?: string;
  /** Default 1s. */
  readonly evaluationInterval?: string;
  readonly retention?: string;
  /** More of its configuration: `otlp`, `scrape_configs`, ... */
  readonly configuration?: Readonly<Record<string, unknown>>;
  readonly args?: readonly string[];
};

export type Prometheus = Store & RulesClient & { reload(): Promise<void> };

export async function startPrometheus(options: PrometheusOptions = {}, signal?: AbortSignal): Promise<Prometheus> {
  const component = await ensureComponent(prometheus, signal === undefined ? {} : { signal });
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await dataFolder("prometheus", options.folder)).path;
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const file = join(folder, "prometheus.yml");
  await writeFile(file, JSON.stringify(configuration(options)));
  const running = stack.use(
    program({
      name: "prometheus",
      command: join(component, "bin/prometheus"),
      args: [
        `--config.file=${file}`,
        `--storage.tsdb.path=${join(folder, "data")}`,
        `--storage.tsdb.retention.time=${options.retention ?? "10y"}`,
        `--web.listen-address=127.0.0.1:${port}`,
        "--web.enable-otlp-receiver",
        "--web.enable-remote-write-receiver",
        "--web.enable-lifecycle",
        "--web.enable-admin-api",
        ...(options.args ?? []),
      ],
      logFile: join(folder, "prometheus.log"),
      isReady: (either) => answers(`${url}/-/ready`, either),
      readyWithinMs: READY_WITHIN_MS,
    }),
  );
  await running.start(signal);
  const owned = stack.move();
  return {
    ...running,
    ...promqlClient(url),
    ...rulesClient(url),
    url,
    port,
    folder,
    otlpUrl: `${url}/api/v1/otlp`,
    queryUrl: url,
    remoteWriteUrl: `${url}/api/v1/write`,
    // What was accepted is visible at once.
    flush: async () => undefined,
    async reload() {
      await fetchText(`${url}/-/reload`, { method: "POST" });
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

// JSON is YAML.
function configuration(options: PrometheusOptions): Record<string, unknown> {
  const window = options.outOfOrderTimeWindow ?? "72h";
  const alerting =
    options.alertmanagerUrl === undefined ? {} : { alertmanagers: [{ static_configs: [{ targets: [new URL(options.alertmanagerUrl).host] }] }] };
  return {
    global: { evaluation_interval: options.evaluationInterval ?? "1s" },
    storage: { tsdb: window === "0s" ? {} : { out_of_order_time_window: window } },
    rule_files: options.ruleFiles ?? [],
    alerting,
    ...options.configuration,
  };
}
