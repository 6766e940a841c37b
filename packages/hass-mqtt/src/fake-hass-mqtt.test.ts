import { fakeHassMqtt } from "./fake-hass-mqtt.testing.ts";
import { hassMqttContract } from "./hass-mqtt.contract.ts";

hassMqttContract("the fake", async () => {
  const fake = fakeHassMqtt();
  return {
    hass: fake,
    devices: async () => Object.fromEntries([...fake.devices].map(([id, { components }]) => [id, Object.keys(components).toSorted()])),
    state: async (id, component) => fake.state(id, component),
    attributes: async (id, component) => fake.attributes(id, component),
    fired: async () => fake.fired.map(({ type, attributes }) => ({ event_type: type, ...attributes })),
    messages: async () => fake.messages,
    command: fake.command,
    message: fake.message,
    setConnected: async (connected) => fake.setConnected(connected),
    [Symbol.asyncDispose]: () => fake[Symbol.asyncDispose](),
  };
});
