import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ensureComponent } from "../cache/ensure-component.ts";
import { dataFolder } from "../process/data-folder.ts";
import { freePort } from "../process/free-port.ts";
import { answers, fetchJson, fetchText } from "../process/http.ts";
import { program, type Program } from "../process/program.ts";
import { alertmanager } from "./alertmanager-component.ts";

const READY_WITHIN_MS = 30_000;

export type AlertmanagerOptions = {
  readonly port?: number;
  readonly folder?: string;
  /** Where alerts are sent; absent: they are only kept. */
  readonly webhook?: { readonly url: string; readonly token?: string };
  /** The whole configuration instead of the one made from the above. */
  readonly configuration?: string;
};

export type ActiveAlert = {
  readonly fingerprint: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly status: { readonly state: string; readonly silencedBy: readonly string[] };
};

export type Silence = {
  readonly id: string;
  readonly comment: string;
  readonly createdBy: string;
  readonly endsAt: string;
  readonly status: { readonly state: string };
};

export type Alertmanager = Program & {
  readonly url: string;
  readonly port: number;
  readonly folder: string;
  alerts(): Promise<readonly ActiveAlert[]>;
  silences(): Promise<readonly Silence[]>;
  /** Raises alerts as a ruler would. */
  post(
    alerts: readonly { labels: Record<string, string>; annotations?: Record<string, string>; startsAt?: string; endsAt?: string }[],
  ): Promise<void>;
};

export async function startAlertmanager(options: AlertmanagerOptions = {}, signal?: AbortSignal): Promise<Alertmanager> {
  const component = await ensureComponent(alertmanager, signal === undefined ? {} : { signal });
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await dataFolder("alertmanager", options.folder)).path;
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const file = join(folder, "alertmanager.yml");
  await writeFile(file, options.configuration ?? configuration(options));
  const running = stack.use(
    program({
      name: "alertmanager",
      command: join(component, "bin/prometheus-alertmanager"),
      args: [
        `--config.file=${file}`,
        `--storage.path=${join(folder, "data")}`,
        `--web.listen-address=127.0.0.1:${port}`,
        // Without an address it forms no cluster and opens no second port.
        "--cluster.listen-address=",
      ],
      cwd: component,
      logFile: join(folder, "alertmanager.log"),
      isReady: (either) => answers(`${url}/-/ready`, either),
      readyWithinMs: READY_WITHIN_MS,
    }),
  );
  await running.start(signal);
  const owned = stack.move();
  return {
    ...running,
    url,
    port,
    folder,
    alerts: () => fetchJson(`${url}/api/v2/alerts`),
    silences: () => fetchJson(`${url}/api/v2/silences`),
    async post(alerts) {
      await fetchText(`${url}/api/v2/alerts`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(alerts) });
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

// JSON is YAML. Groups are told at once, so that a test need not wait for the pause meant for people.
function configuration({ webhook }: AlertmanagerOptions): string {
  const http_config = webhook?.token === undefined ? {} : { authorization: { credentials: webhook.token } };
  const hooks = webhook === undefined ? {} : { webhook_configs: [{ url: webhook.url, send_resolved: true, http_config }] };
  return JSON.stringify({
    route: { receiver: "house", group_by: ["alertname"], group_wait: "0s", group_interval: "1s", repeat_interval: "4h" },
    receivers: [{ name: "house", ...hooks }],
  });
}
