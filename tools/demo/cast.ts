import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { renderAlertmanagerConfig } from "../../charts/home-alerts/src/render/alertmanager.ts";
import { DEFAULT_ROUTING } from "../../charts/home-alerts/src/values.ts";
import { startAlertmanager, type Alertmanager } from "../testbed/alertmanager/start-alertmanager.ts";
import { frontendFiles } from "../testbed/home-assistant/frontend-component.ts";
import { startHomeAssistant, type HomeAssistant } from "../testbed/home-assistant/start-home-assistant.ts";
import { startMosquitto, type Mosquitto } from "../testbed/mosquitto/start-mosquitto.ts";
import { freePort } from "../testbed/process/free-port.ts";
import type { Program } from "../testbed/process/program.ts";
import type { RulesClient } from "../testbed/prometheus/promql-client.ts";
import { startVmalert } from "../testbed/victoria-metrics/start-vmalert.ts";
import type { DemoOptions } from "./arguments.ts";
import { dashboardFiles } from "./dashboard.ts";
import { nextNight, type Night } from "./night.ts";
import type { Stage } from "./stage.ts";
import { startBridge, type Bridge } from "./start-bridge.ts";
import { EVALUATION_INTERVAL, RULES, STORE_STARTERS, type DemoStore } from "./start-store.ts";
import type { Actor } from "./watch.ts";

/** Everything that runs in the demo; disposing ends it in reverse order. */
export interface Cast extends AsyncDisposable {
  readonly broker: Mosquitto & Actor;
  readonly homeAssistant: HomeAssistant & Actor;
  readonly version: string;
  readonly timeZone: string;
  readonly store: DemoStore & Actor;
  readonly ruler: RulesClient & Actor & { readonly url: string };
  readonly alertmanager: Alertmanager & Actor;
  readonly bridge: Bridge & Actor;
  readonly night: Night;
}

// Enough to start the bridge, to read the house and to go to bed, on a slow machine too.
const BEFORE_NIGHT_MS = 30_000;
const START_WITHIN_MS = 120_000;
const STOP_WITHIN_MS = 60_000;

export async function startCast(options: DemoOptions, folder: string, stage: Stage, signal: AbortSignal): Promise<Cast> {
  await using stack = new AsyncDisposableStack();
  const start = async <T extends Program & { readonly url: string }>(name: string, starting: () => Promise<T>): Promise<T & Actor> => {
    const startedAt = performance.now();
    const started = await during(stage, `${name} to be ready`, START_WITHIN_MS, starting);
    stack.defer(() => during(stage, `${name} to end`, STOP_WITHIN_MS, async () => started[Symbol.asyncDispose]()));
    stage.say(`  ${name.padEnd(18)}${started.url.padEnd(28)}ready after ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
    return { ...started, name, program: started };
  };
  const broker = await start("Mosquitto", () => startMosquitto({ folder: join(folder, "mosquitto") }, signal));
  const files = { ...(options.frontend ? await frontendFiles(signal) : {}), ...(await dashboardFiles()) };
  const homeAssistant = await start("Home Assistant", () => startHomeAssistant({ folder: join(folder, "home-assistant"), broker, files }, signal));
  const port = await freePort();
  const alertTokenFile = join(folder, "alert-token");
  await writeFile(alertTokenFile, randomBytes(24).toString("base64url"), { mode: 0o600 });
  const configuration = renderAlertmanagerConfig({ ...DEFAULT_ROUTING, url: `http://127.0.0.1:${port}/alerts`, tokenFile: alertTokenFile });
  const alertmanager = await start("Alertmanager", () => startAlertmanager({ folder: join(folder, "alertmanager"), configuration }, signal));
  const { title, start: startStore } = STORE_STARTERS[options.store];
  const store = await start<DemoStore>(title, () => startStore({ folder: join(folder, options.store), alertmanagerUrl: alertmanager.url }, signal));
  const vmalert = {
    store,
    ruleFiles: [RULES],
    alertmanagerUrl: alertmanager.url,
    evaluationInterval: EVALUATION_INTERVAL,
    folder: join(folder, "vmalert"),
    // The rules' own labels and no more, as the other stores have it.
    args: ["-disableAlertgroupLabel"],
  };
  const ruler = store.ruler === undefined ? await start("vmalert", () => startVmalert(vmalert, signal)) : { ...store, ...store.ruler };

  const { time_zone: timeZone, version } = await homeAssistant.ws<{ time_zone: string; version: string }>({ type: "get_config" });
  const token = await homeAssistant.createToken("ha-bridge", "administrator");
  const night = nextNight(Date.now(), BEFORE_NIGHT_MS, timeZone);
  const bridgeOptions = {
    folder: join(folder, "ha-bridge"),
    homeAssistantUrl: homeAssistant.url,
    token,
    otlpUrl: store.otlpUrl,
    night,
    port,
    alertTokenFile,
    alertmanagerUrl: alertmanager.url,
    brokerUrl: broker.url,
  };
  const bridge = await start("ha-bridge", () => startBridge(bridgeOptions, signal));
  const owned = stack.move();
  return { broker, homeAssistant, version, timeZone, store, ruler, alertmanager, bridge, night, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function during<T>(stage: Stage, what: string, withinMs: number, work: () => Promise<T>): Promise<T> {
  using _waiting = stage.waiting(what, withinMs);
  return await work();
}
