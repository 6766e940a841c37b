import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { renderAlertmanagerConfig } from "../../charts/home-alerts/src/render/alertmanager.ts";
import { DEFAULT_ROUTING } from "../../charts/home-alerts/src/values.ts";
import { nextNight, type Night } from "../../tools/demo/night.ts";
import { type Alertmanager, startAlertmanager } from "../../tools/testbed/alertmanager/start-alertmanager.ts";
import { type HomeAssistant, startHomeAssistant } from "../../tools/testbed/home-assistant/start-home-assistant.ts";
import { freePort } from "../../tools/testbed/process/free-port.ts";
import { type Prometheus, startPrometheus } from "../../tools/testbed/prometheus/start-prometheus.ts";
import { type BridgeProcess, startBridge } from "../support/bridge-process.ts";

/** The rules as they ship. */
const RULES = fileURLToPath(new URL("../../charts/home-alerts/files/rules.yaml", import.meta.url));
const TOKEN = "a-token-of-the-story";
// Long enough for the bridge to read the house and for somebody to switch on a light.
const BEFORE_NIGHT_MS = 20_000;

/** A house, a store with the rules that ship, an Alertmanager with the routing that ships, and the bridge: all real. */
export interface Bed extends AsyncDisposable {
  readonly ha: HomeAssistant;
  readonly prometheus: Prometheus;
  readonly alertmanager: Alertmanager;
  readonly bridge: BridgeProcess;
  readonly night: Night;
}

export async function startBed(): Promise<Bed> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "tiles-alert-circle-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const tokenFile = join(folder, "token");
  await writeFile(tokenFile, TOKEN);
  const ha = stack.use(await startHomeAssistant());
  const port = await freePort();
  const configuration = renderAlertmanagerConfig({ ...DEFAULT_ROUTING, url: `http://127.0.0.1:${port}/alerts`, tokenFile });
  const alertmanager = stack.use(await startAlertmanager({ configuration }));
  const prometheus = stack.use(await startPrometheus({ ruleFiles: [RULES], alertmanagerUrl: alertmanager.url, evaluationInterval: "2s" }));
  const { time_zone: timeZone } = await ha.ws<{ time_zone: string }>({ type: "get_config" });
  const night = nextNight(Date.now(), BEFORE_NIGHT_MS, timeZone);
  const bridge = stack.use(
    await startBridge({
      homeAssistant: { url: ha.url, token: ha.token },
      metrics: { endpoint: prometheus.otlpUrl },
      config: {
        windows: { night: { start: night.start, end: night.end } },
        server: { listen: `127.0.0.1:${port}` },
        alerts: { tokenFile, alertmanager: { url: alertmanager.url, pollInterval: "2s" }, deadMan: { after: "20s" } },
        mqtt: { url: ha.broker.url },
      },
    }),
  );
  await bridge.untilReady();
  const closing = stack.move();
  return { ha, prometheus, alertmanager, bridge, night, [Symbol.asyncDispose]: () => closing.disposeAsync() };
}
