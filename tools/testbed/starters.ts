import { startAlertmanager } from "./alertmanager/start-alertmanager.ts";
import { startHomeAssistant } from "./home-assistant/start-home-assistant.ts";
import { startMimir } from "./mimir/start-mimir.ts";
import { startMosquitto } from "./mosquitto/start-mosquitto.ts";
import { startPrometheus } from "./prometheus/start-prometheus.ts";
import type { Store } from "./prometheus/store.ts";
import { startVictoriaMetrics } from "./victoria-metrics/start-victoria-metrics.ts";

/** What a person wants to know of a running component. */
export type Shown = AsyncDisposable & { readonly lines: readonly string[] };

/** What `start NAME` can start. */
export const STARTERS: Readonly<Record<string, (signal: AbortSignal) => Promise<Shown>>> = {
  "home-assistant": async (signal) => {
    const started = await startHomeAssistant({}, signal);
    const { username, password } = started.login;
    return shown(started, [
      `address   ${started.url}`,
      `login     ${username} / ${password}`,
      `token     ${started.tokenFile}`,
      `broker    ${started.broker.url} (no login)`,
      `folder    ${started.configDir}`,
    ]);
  },
  mosquitto: async (signal) => {
    const started = await startMosquitto({}, signal);
    return shown(started, [`address   ${started.url} (no login)`]);
  },
  "victoria-metrics": async (signal) => store(await startVictoriaMetrics({}, signal)),
  prometheus: async (signal) => store(await startPrometheus({}, signal)),
  mimir: async (signal) => store(await startMimir({}, signal)),
  alertmanager: async (signal) => {
    const started = await startAlertmanager({}, signal);
    return shown(started, [`address   ${started.url} (no login)`]);
  },
};

function store(started: Store): Shown {
  return shown(started, [
    `address   ${started.url} (no login)`,
    `OTLP      ${started.otlpUrl} (/v1/metrics is appended)`,
    `PromQL    ${started.queryUrl} (/api/v1/query is appended)`,
    `folder    ${started.folder}`,
  ]);
}

function shown(started: AsyncDisposable, lines: readonly string[]): Shown {
  return { lines, [Symbol.asyncDispose]: () => started[Symbol.asyncDispose]() };
}
