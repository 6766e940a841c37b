import { join } from "node:path";
import { ensureComponent } from "../cache/ensure-component.ts";
import { dataFolder } from "../process/data-folder.ts";
import { freePort } from "../process/free-port.ts";
import { answers, fetchText } from "../process/http.ts";
import { program } from "../process/program.ts";
import { promqlClient } from "../prometheus/promql-client.ts";
import type { Store } from "../prometheus/store.ts";
import { victoriaMetrics } from "./victoria-metrics-component.ts";

const READY_WITHIN_MS = 30_000;

export type VictoriaMetricsOptions = {
  readonly port?: number;
  readonly folder?: string;
  /** Default 100y: nothing a test sends is too old. */
  readonly retention?: string;
  /** Default 1ms: the same bytes sent twice count once; neighbours 1 ms apart stay apart. */
  readonly dedup?: string;
  readonly args?: readonly string[];
};

export async function startVictoriaMetrics(options: VictoriaMetricsOptions = {}, signal?: AbortSignal): Promise<Store> {
  const component = await ensureComponent(victoriaMetrics, signal === undefined ? {} : { signal });
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await dataFolder("victoria-metrics", options.folder)).path;
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const running = stack.use(
    program({
      name: "victoria-metrics",
      command: join(component, "bin/victoria-metrics"),
      args: [
        `-httpListenAddr=127.0.0.1:${port}`,
        `-storageDataPath=${join(folder, "data")}`,
        `-retentionPeriod=${options.retention ?? "100y"}`,
        // Without this the newest 30 s are not shown.
        "-search.latencyOffset=0s",
        `-dedup.minScrapeInterval=${options.dedup ?? "1ms"}`,
        "-memory.allowedPercent=10",
        ...(options.args ?? []),
      ],
      logFile: join(folder, "victoria-metrics.log"),
      isReady: (either) => answers(`${url}/health`, either),
      readyWithinMs: READY_WITHIN_MS,
    }),
  );
  await running.start(signal);
  const owned = stack.move();
  return {
    ...running,
    ...promqlClient(`${url}/prometheus`),
    url,
    port,
    folder,
    otlpUrl: `${url}/opentelemetry`,
    queryUrl: `${url}/prometheus`,
    remoteWriteUrl: `${url}/api/v1/write`,
    async flush() {
      await fetchText(`${url}/internal/force_flush`);
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
