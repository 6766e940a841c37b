import { describe, expect, test } from "vitest";
import { checkDevice } from "./check-device.ts";
import type { Component, Device } from "./device.ts";

const device = (it: Component, rest: Partial<Device> = {}): Device => ({ id: "box", name: "Box", components: { it }, ...rest });
const sensor = { platform: "sensor", name: "It" } as const;

describe("a device that Home Assistant would drop", () => {
  test.each([
    { says: "it: the device class enum needs options", wrong: device({ ...sensor, deviceClass: "enum" }) },
    { says: "it: options are for the device class enum", wrong: device({ ...sensor, options: ["a"] }) },
    { says: "it: a sensor with options has no state class", wrong: device({ ...sensor, deviceClass: "enum", options: ["a"], stateClass: "total" }) },
    { says: 'it: "sensor.Big" is no entity id of a sensor', wrong: device({ ...sensor, defaultEntityId: "sensor.Big" }) },
    { says: "it: a select needs options", wrong: device({ platform: "select", name: "It", options: [] }) },
    { says: "it: an event needs event types", wrong: device({ platform: "event", name: "It", eventTypes: [] }) },
    { says: "it: min is above max", wrong: device({ platform: "number", name: "It", min: 2, max: 1 }) },
    { says: "it: its lengths must be in order and at most 255", wrong: device({ platform: "text", name: "It", maxLength: 256 }) },
    { says: "its id may hold letters, digits, _ and - only", wrong: device(sensor, { id: "a/b" }) },
    { says: "it has no name", wrong: device(sensor, { name: " " }) },
    { says: "a b: a component id may hold letters, digits, _ and - only", wrong: device(sensor, { components: { "a b": sensor } }) },
  ])("$says", ({ says, wrong }) => {
    expect(() => checkDevice(wrong)).toThrow(`device "${wrong.id}" cannot be announced: ${says}`);
  });

  test("a right one passes", () => {
    const state = { ...sensor, deviceClass: "enum", options: ["a"], defaultEntityId: "sensor.box_it" } as const;
    expect(() => checkDevice(device(state))).not.toThrow();
  });
});
