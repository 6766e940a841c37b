import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ensureComponent } from "../cache/ensure-component.ts";
import { dataFolder } from "../process/data-folder.ts";
import { freePort } from "../process/free-port.ts";
import { answers, fetchText } from "../process/http.ts";
import { program } from "../process/program.ts";
import { promqlClient, rulesClient, type RulesClient } from "../prometheus/promql-client.ts";
import type { Store } from "../prometheus/store.ts";
import { mimirConfiguration } from "./mimir-configuration.ts";
import { mimir } from "./mimir-component.ts";

const READY_WITHIN_MS = 60_000;
const END_WITHIN_MS = 30_000;

export type MimirOptions = {
  readonly port?: number;
  readonly folder?: string;
  /** Asks for the header X-Scope-OrgID and sends this tenant with the client's own requests; absent: no tenants. */
  readonly tenant?: string;
  /** An Alertmanager for the ruler. Absent: alerts are evaluated and told to nobody. */
  readonly alertmanagerUrl?: string;
  /** Over the limits of `mimir-configuration.ts`. */
  readonly limits?: Readonly<Record<string, unknown>>;
  /** More of its configuration, over the sections there. */
  readonly configuration?: Readonly<Record<string, unknown>>;
  /** Flags, which come before its configuration. */
  readonly args?: readonly string[];
};

export type Mimir = Store &
  RulesClient & {
    readonly headers: Readonly<Record<string, string>>;
    /** Stores one rule group (YAML or JSON text) in a namespace; a group of the same name is replaced. */
    putRuleGroup(namespace: string, group: string): Promise<void>;
    deleteRules(namespace: string): Promise<void>;
    /** Text of its own metrics, for example `cortex_discarded_samples_total`. */
    metrics(): Promise<string>;
  };

export async function startMimir(options: MimirOptions = {}, signal?: AbortSignal): Promise<Mimir> {
  const component = await ensureComponent(mimir, signal === undefined ? {} : { signal });
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await dataFolder("mimir", options.folder)).path;
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const file = join(folder, "mimir.yaml");
  const place = {
    folder,
    httpPort: port,
    grpcPort: await freePort(),
    gossipPort: await freePort(),
    multitenancy: options.tenant !== undefined,
    alertmanagerUrl: options.alertmanagerUrl,
    limits: options.limits ?? {},
  };
  // JSON is YAML.
  await writeFile(file, JSON.stringify({ ...mimirConfiguration(place), ...options.configuration }));
  await mkdir(join(folder, "compactor"), { recursive: true });
  const headers: Record<string, string> = options.tenant === undefined ? {} : { "X-Scope-OrgID": options.tenant };
  const running = stack.use(
    program({
      name: "mimir",
      command: join(component, "bin/mimir"),
      args: [`-config.file=${file}`, ...(options.args ?? [])],
      cwd: folder,
      logFile: join(folder, "mimir.log"),
      isReady: (either) => answers(`${url}/ready`, either),
      readyWithinMs: READY_WITHIN_MS,
      endWithinMs: END_WITHIN_MS,
    }),
  );
  await running.start(signal);
  const owned = stack.move();
  const rulesUrl = (namespace: string) => `${url}/prometheus/config/v1/rules/${encodeURIComponent(namespace)}`;
  return {
    ...running,
    ...promqlClient(`${url}/prometheus`, headers),
    ...rulesClient(`${url}/prometheus`, headers),
    url,
    port,
    folder,
    headers,
    otlpUrl: `${url}/otlp`,
    queryUrl: `${url}/prometheus`,
    remoteWriteUrl: `${url}/api/v1/push`,
    // What was accepted is visible at once.
    flush: async () => undefined,
    async putRuleGroup(namespace, group) {
      await fetchText(rulesUrl(namespace), { method: "POST", headers: { ...headers, "content-type": "application/yaml" }, body: group });
    },
    async deleteRules(namespace) {
      await fetchText(rulesUrl(namespace), { method: "DELETE", headers });
    },
    metrics: () => fetchText(`${url}/metrics`),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
