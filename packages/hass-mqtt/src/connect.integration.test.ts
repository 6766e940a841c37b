import { startMosquitto } from "../../../tools/testbed/mosquitto/start-mosquitto.ts";
import { until } from "../../../tools/testbed/process/until.ts";
import { watchBroker } from "./broker-watch.testing.ts";
import { connectForTest } from "./connect.testing.ts";
import { readDiscoveryMessage } from "./discovery.ts";
import { hassMqttContract } from "./hass-mqtt.contract.ts";

const WITHIN_MS = 20_000;

hassMqttContract("Mosquitto", async () => {
  const broker = await startMosquitto();
  const connected = connectForTest(broker.url, { withinMs: 3_000 });
  const { hass, untilEvent } = connected;
  let watch = await watchBroker(broker);
  await untilEvent("connected");
  let connections = 1;

  async function look<T>(at: () => T): Promise<T> {
    await watch.caughtUp();
    return at();
  }

  return {
    hass,
    devices: () =>
      look(() => {
        const topics = [...new Set(watch.seen.map(({ topic }) => topic))].filter((topic) => topic.startsWith("homeassistant/device/"));
        const there = topics.flatMap((topic) => {
          const kept = watch.kept(topic);
          return kept === undefined ? [] : [[topic.split("/")[2] ?? "", [...readDiscoveryMessage(kept).shown.keys()].toSorted()] as const];
        });
        return Object.fromEntries(there);
      }),
    state: (id, component) => look(() => watch.kept(`tiles/test/${id}/${component}/state`)),
    attributes: (id, component) => look(() => JSON.parse(watch.kept(`tiles/test/${id}/${component}/attributes`) ?? "null") as unknown),
    fired: () =>
      look(() =>
        watch.seen.filter(({ topic, retain }) => topic.endsWith("/pressed/state") && !retain).map(({ payload }) => JSON.parse(payload) as unknown),
      ),
    messages: () => look(() => watch.seen.length),
    command: (id, component, payload) => heard(`tiles/test/${id}/${component}/set`, payload),
    message: (subtopic, payload) => heard(`tiles/test/${subtopic}`, payload),
    async setConnected(on) {
      if (on) {
        await broker.start();
        watch = await watchBroker(broker);
        await untilEvent("connected", (connections += 1));
      } else {
        await watch[Symbol.asyncDispose]();
        await broker.stop();
        await until("it is noticed", WITHIN_MS, async () => !hass.connected);
      }
    },
    async [Symbol.asyncDispose]() {
      await connected[Symbol.asyncDispose]();
      await watch[Symbol.asyncDispose]();
      await broker[Symbol.asyncDispose]();
    },
  };

  /** Nobody tells when a command was heard, but what is published after it comes after it. */
  async function heard(topic: string, payload: string): Promise<void> {
    let isOver = false;
    using _ = hass.onMessage("over", () => void (isOver = true));
    await watch.publish(topic, payload);
    await watch.publish("tiles/test/over", "");
    await until("the command was delivered", WITHIN_MS, async () => isOver);
  }
});
