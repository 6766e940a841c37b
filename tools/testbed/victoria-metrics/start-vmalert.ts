import { join } from "node:path";
import { ensureComponent } from "../cache/ensure-component.ts";
import { dataFolder } from "../process/data-folder.ts";
import { freePort } from "../process/free-port.ts";
import { answers, fetchText } from "../process/http.ts";
import { program, type Program } from "../process/program.ts";
import { rulesClient, type RulesClient } from "../prometheus/promql-client.ts";
import type { Store } from "../prometheus/store.ts";
import { victoriaMetrics } from "./victoria-metrics-component.ts";

const READY_WITHIN_MS = 30_000;

export type VmalertOptions = {
  readonly store: Pick<Store, "queryUrl" | "remoteWriteUrl">;
  readonly ruleFiles: readonly string[];
  /** Absent: alerts are evaluated and told to nobody. */
  readonly alertmanagerUrl?: string;
  /** For groups without an interval of their own. Default 1s. */
  readonly evaluationInterval?: string;
  readonly port?: number;
  readonly folder?: string;
  readonly args?: readonly string[];
};

export type Vmalert = Program & RulesClient & { readonly url: string; readonly port: number; reload(): Promise<void> };

export async function startVmalert(options: VmalertOptions, signal?: AbortSignal): Promise<Vmalert> {
  const component = await ensureComponent(victoriaMetrics, signal === undefined ? {} : { signal });
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await dataFolder("vmalert", options.folder)).path;
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const { queryUrl, remoteWriteUrl } = options.store;
  const running = stack.use(
    program({
      name: "vmalert",
      command: join(component, "bin/vmalert"),
      args: [
        `-httpListenAddr=127.0.0.1:${port}`,
        ...options.ruleFiles.map((file) => `-rule=${file}`),
        `-datasource.url=${queryUrl}`,
        // State of pending alerts is kept in the store, so a restart of vmalert forgets nothing.
        `-remoteWrite.url=${remoteWriteUrl.replace(/\/api\/v1\/write$/, "")}`,
        `-remoteRead.url=${queryUrl}`,
        options.alertmanagerUrl === undefined ? "-notifier.blackhole" : `-notifier.url=${options.alertmanagerUrl}`,
        `-evaluationInterval=${options.evaluationInterval ?? "1s"}`,
        // It asks for the state of 30 s ago unless told otherwise.
        "-rule.evalDelay=0s",
        "-remoteWrite.flushInterval=200ms",
        ...(options.args ?? []),
      ],
      logFile: join(folder, "vmalert.log"),
      isReady: (either) => answers(`${url}/health`, either),
      readyWithinMs: READY_WITHIN_MS,
    }),
  );
  await running.start(signal);
  const owned = stack.move();
  return {
    ...running,
    ...rulesClient(url),
    url,
    port,
    async reload() {
      await fetchText(`${url}/-/reload`);
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
