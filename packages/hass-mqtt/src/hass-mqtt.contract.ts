import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Device } from "./device.ts";
import { type HassMqtt, HassMqttUnavailable } from "./hass-mqtt.ts";

/** The other side, as the contract looks at it. */
export interface ContractBed extends AsyncDisposable {
  readonly hass: HassMqtt;
  /** Component ids by device id, sorted. */
  devices(): Promise<Record<string, readonly string[]>>;
  state(deviceId: string, component: string): Promise<string | undefined>;
  attributes(deviceId: string, component: string): Promise<unknown>;
  fired(): Promise<readonly unknown[]>;
  /** How many messages the broker got so far. */
  messages(): Promise<number>;
  command(deviceId: string, component: string, payload: string): Promise<void>;
  message(subtopic: string, payload: string): Promise<void>;
  /** Resolves when both sides know it. */
  setConnected(connected: boolean): Promise<void>;
}

const LAMP: Device = {
  id: "lamp_1",
  name: "Lamp",
  components: {
    on: { platform: "binary_sensor", name: "On", deviceClass: "light" },
    press: { platform: "button", name: "Press" },
    pressed: { platform: "event", name: "Pressed", eventTypes: ["short", "long"] },
  },
};
const { pressed: _, ...TWO_COMPONENTS } = LAMP.components;
const DARK_LAMP: Device = { ...LAMP, components: TWO_COMPONENTS };

/** What every HassMqtt promises: the fake that services are tested with, and the one that speaks to a broker. */
export function hassMqttContract(name: string, start: () => Promise<ContractBed>): void {
  describe(`hass-mqtt contract: ${name}`, () => {
    let bed: ContractBed;

    beforeEach(async () => {
      bed = await start();
    });

    afterEach(async () => {
      await bed[Symbol.asyncDispose]();
    });

    test("an announced device is there with its components", async () => {
      await bed.hass.announce(LAMP);
      expect(await bed.devices()).toEqual({ lamp_1: ["on", "press", "pressed"] });
    });

    test("an equal device and an equal state cost no message", async () => {
      await bed.hass.announce(LAMP);
      await bed.hass.publish("lamp_1", "on", { state: "ON", attributes: { watts: 5 } });
      const before = await bed.messages();
      await bed.hass.announce(structuredClone(LAMP));
      await bed.hass.publish("lamp_1", "on", { state: "ON", attributes: { watts: 5 } });
      expect((await bed.messages()) - before).toBe(0);
    });

    test("a component that the next announcement lacks is removed, with its state", async () => {
      await bed.hass.announce(LAMP);
      await bed.hass.publish("lamp_1", "on", { state: "ON" });
      const { on: _, ...rest } = LAMP.components;
      await bed.hass.announce({ ...LAMP, components: rest });
      expect([await bed.devices(), await bed.state("lamp_1", "on")]).toEqual([{ lamp_1: ["press", "pressed"] }, undefined]);
    });

    test("a removed device is gone with its states, the other one stays", async () => {
      await bed.hass.announce(LAMP);
      await bed.hass.announce({ ...DARK_LAMP, id: "lamp_2" });
      await bed.hass.publish("lamp_1", "on", { state: "ON" });
      await bed.hass.remove("lamp_1");
      expect([await bed.devices(), await bed.state("lamp_1", "on")]).toEqual([{ lamp_2: ["on", "press"] }, undefined]);
    });

    test("removing what is not there is no error and no message", async () => {
      await bed.hass.remove("lamp_1");
      expect(await bed.devices()).toEqual({});
    });

    test("state and attributes are published, each may come alone", async () => {
      await bed.hass.announce(LAMP);
      await bed.hass.publish("lamp_1", "on", { state: "OFF", attributes: { watts: 0 } });
      await bed.hass.publish("lamp_1", "on", { state: "ON" });
      expect([await bed.state("lamp_1", "on"), await bed.attributes("lamp_1", "on")]).toEqual(["ON", { watts: 0 }]);
    });

    test("of many states at once the last one stays", async () => {
      await bed.hass.announce(LAMP);
      const states = Array.from({ length: 50 }, (_, index) => `${index}`);
      await Promise.all(states.map((state) => bed.hass.publish("lamp_1", "on", { state })));
      expect(await bed.state("lamp_1", "on")).toBe("49");
    });

    test("an event is fired with its attributes", async () => {
      await bed.hass.announce(LAMP);
      await bed.hass.fire("lamp_1", "pressed", "long", { ms: 900 });
      expect(await bed.fired()).toEqual([{ event_type: "long", ms: 900 }]);
    });

    test("a state of what is not announced and an event type that is not declared are mistakes of the caller", async () => {
      await bed.hass.announce(LAMP);
      await expect(bed.hass.publish("lamp_1", "off", { state: "ON" })).rejects.toThrow("lamp_1/off is not announced");
      await expect(bed.hass.fire("lamp_1", "pressed", "twice")).rejects.toThrow('no event type "twice"');
      await expect(bed.hass.announce({ ...LAMP, id: "lamp/1" })).rejects.toThrow("letters, digits");
    });

    test("commands and messages reach those who listen, until they stop", async () => {
      const heard: string[] = [];
      await bed.hass.announce(LAMP);
      const listening = bed.hass.onCommand("lamp_1", "press", (payload) => void heard.push(`press ${payload}`));
      bed.hass.onMessage("lamps/command", (payload) => void heard.push(`message ${payload}`));
      await bed.command("lamp_1", "press", "PRESS");
      await bed.message("lamps/command", '{"all":"off"}');
      listening[Symbol.dispose]();
      await bed.command("lamp_1", "press", "PRESS").catch(() => undefined);
      expect(heard).toEqual(["press PRESS", 'message {"all":"off"}']);
    });

    test("without a broker every promise is refused by name; devices and last states arrive when it is back, events do not", async () => {
      await bed.hass.announce(DARK_LAMP);
      await bed.setConnected(false);
      expect(bed.hass.connected).toBe(false);
      const refused = { name: "HassMqttUnavailable", code: "MQTT_UNAVAILABLE" };
      await expect(bed.hass.announce(LAMP)).rejects.toMatchObject(refused);
      await expect(bed.hass.publish("lamp_1", "on", { state: "ON" })).rejects.toMatchObject(refused);
      await expect(bed.hass.publish("lamp_1", "on", { state: "OFF" })).rejects.toBeInstanceOf(HassMqttUnavailable);
      await expect(bed.hass.fire("lamp_1", "pressed", "long")).rejects.toMatchObject(refused);
      await bed.setConnected(true);
      expect([await bed.devices(), await bed.state("lamp_1", "on")]).toEqual([{ lamp_1: ["on", "press", "pressed"] }, "OFF"]);
      expect(await bed.fired()).toEqual([]);
    });
  });
}
