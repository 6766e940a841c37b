import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrokerWatch, watchBroker } from "@tiles/hass-mqtt/broker-watch.testing";
import { type HomeAssistantDouble, startHomeAssistantDouble } from "@tiles/testkit/home-assistant/double";
import { startOtlpReceiver } from "@tiles/testkit/otlp-receiver/receiver";
import { type Alertmanager, startAlertmanager } from "../../tools/testbed/alertmanager/start-alertmanager.ts";
import { type Mosquitto, startMosquitto } from "../../tools/testbed/mosquitto/start-mosquitto.ts";
import { freePort } from "../../tools/testbed/process/free-port.ts";
import { type BridgeProcess, startBridge } from "../support/bridge-process.ts";
import { until } from "../support/until.ts";

export const TOKENS = { alerts: "canary-alerts-51c8", alertmanager: "canary-alertmanager-aa07", broker: "canary-broker-17d2" } as const;
const DEVICE = "tiles_alerts_home";
const SHOWN_WITHIN_MS = 20_000;

/** The double of a house with a lamp in its cellar, a real broker and Alertmanager, and the bridge between them as a process. */
export interface Bed extends AsyncDisposable {
  readonly ha: HomeAssistantDouble;
  readonly broker: Mosquitto;
  readonly alertmanager: Alertmanager;
  readonly bridge: BridgeProcess;
  /** Of `POST /alerts`. */
  readonly url: string;
  readonly folder: string;
  /** Reads along at the broker; another one after each restart of the broker. */
  watch: BrokerWatch;
  post(body: string | Uint8Array, token?: string): Promise<Response>;
  state(component: string): string | undefined;
  attributes(component: string): Record<string, unknown>;
  components(): string[];
  untilState(component: string, state: string, withinMs?: number): Promise<void>;
  press(component: string): Promise<void>;
  command(command: unknown): Promise<void>;
  /** Events fired so far, as "fired light.cellar", once there are so many: they follow the states. */
  untilEvents(count: number): Promise<readonly string[]>;
}

export interface BedOptions {
  /** Whether the bridge asks Alertmanager. */
  readonly polls?: boolean;
  readonly isAdmin?: boolean;
  readonly deadMan?: Record<string, unknown>;
  /** Whether Alertmanager sends to the bridge at all. */
  readonly webhook?: boolean;
}

export async function startBed({ polls = true, isAdmin = true, deadMan = {}, webhook = true }: BedOptions = {}): Promise<Bed> {
  await using stack = new AsyncDisposableStack();
  const ha = stack.use(await startHomeAssistantDouble({ tokens: isAdmin ? ["token"] : ["another"], plainTokens: ["token"].slice(isAdmin ? 1 : 0) }));
  ha.putEntry("area", "basement", { name: "Basement" });
  ha.putEntry("entity", "light.cellar", { area_id: "basement", labels: ["night"] });
  ha.set("light.cellar", "on", { friendly_name: "Cellar lamp" });
  ha.set("light.yaml", "on", { friendly_name: "Lamp of a YAML file" });
  const receiver = stack.use(await startOtlpReceiver());
  const broker = stack.use(await startMosquitto());
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/alerts`;
  const alertmanager = stack.use(await startAlertmanager(webhook ? { webhook: { url, token: TOKENS.alerts } } : {}));
  const folder = await mkdtemp(join(tmpdir(), "ha-bridge-alerts-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, "alerts"), `${TOKENS.alerts}\n`);
  await writeFile(join(folder, "alertmanager"), `Bearer ${TOKENS.alertmanager}\n`);
  await writeFile(join(folder, "password"), TOKENS.broker);
  await writeFile(join(folder, "user"), "house");
  const asked = { url: alertmanager.url, pollInterval: "2s", headerFiles: { Authorization: join(folder, "alertmanager") } };
  const bridge = stack.use(
    await startBridge({
      homeAssistant: { url: ha.url, token: "token" },
      metrics: { endpoint: receiver.endpoint },
      config: {
        server: { listen: `127.0.0.1:${port}` },
        alerts: { tokenFile: join(folder, "alerts"), deadMan, ...(polls && { alertmanager: asked }) },
        mqtt: { url: broker.url, usernameFile: join(folder, "user"), passwordFile: join(folder, "password") },
      },
    }),
  );
  const first = await watchBroker(broker);
  const bed: Bed = {
    ha,
    broker,
    alertmanager,
    bridge,
    url,
    folder,
    watch: first,
    post: (body, token = TOKENS.alerts) =>
      fetch(url, { method: "POST", headers: { authorization: `Bearer ${token}`, "content-type": "application/json" }, body: Buffer.from(body) }),
    state: (component) => bed.watch.kept(topic(component, "state")),
    attributes: (component) => JSON.parse(bed.watch.kept(topic(component, "attributes")) ?? "{}") as Record<string, unknown>,
    components() {
      const message = JSON.parse(bed.watch.kept(`homeassistant/device/${DEVICE}/config`) ?? "{}") as { components?: Record<string, object> };
      // One with nothing but its platform is being removed.
      return Object.entries(message.components ?? {}).flatMap(([id, component]) => (Object.keys(component).length > 1 ? [id] : []));
    },
    async untilState(component, state, withinMs = SHOWN_WITHIN_MS) {
      await until(`${component} to be ${state}`, withinMs, () => bed.state(component) === state || undefined);
    },
    press: (component) => bed.watch.publish(topic(component, "set"), "PRESS"),
    command: (command) => bed.watch.publish("tiles/ha-bridge/home/alerts/command", typeof command === "string" ? command : JSON.stringify(command)),
    async untilEvents(count) {
      const seen = () => bed.watch.seen.filter((message) => message.topic === topic("alerts", "state") && message.payload !== "");
      await until(`${count} events`, SHOWN_WITHIN_MS, () => seen().length >= count || undefined);
      return seen().map(({ payload }) => {
        const { event_type: type, entity_id: entityId } = JSON.parse(payload) as Record<string, string>;
        return `${type} ${entityId}`;
      });
    },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
  stack.defer(() => bed.watch[Symbol.asyncDispose]());
  const closing = stack.move();
  await bridge.untilReady();
  await bed.untilState("alerting_stopped", "OFF");
  return bed;
}

/** An alert about a lamp as the ruler would raise it. */
export function lamp(entityId = "light.cellar", alertname = "LightsOnAllNight") {
  return {
    labels: { alertname, severity: "info", instance: "home", entity_id: entityId, area: "basement" },
    annotations: { summary: `${entityId} has been on since 20:41`, description: "Switch it off." },
  };
}

function topic(component: string, what: string): string {
  return `tiles/ha-bridge/home/${DEVICE}/${component}/${what}`;
}
