import { ManualClock } from "@tiles/testkit/manual-clock";
import { expect, test } from "vitest";
import type { Device } from "./device.ts";
import { lane, type LaneWire } from "./lane.ts";
import { topicsOf } from "./topics.ts";

const device: Device = { id: "d", name: "D", components: { a: { platform: "sensor", name: "A" }, b: { platform: "sensor", name: "B" } } };

function bed() {
  const told: string[] = [];
  const made = lane({
    id: "d",
    topics: topicsOf("tiles/test", "homeassistant"),
    origin: { name: "test", swVersion: "1" },
    clock: new ManualClock(),
    signal: new AbortController().signal,
    isHomeAssistantThere: () => true,
    onNotSent: (error) => void told.push(String(error)),
  });
  const wire: LaneWire = {
    isOpen: true,
    publish: async (topic, payload) => void told.push(`${topic} ${payload}`),
    retained: async () => undefined,
  };
  return { lane: made, wire, told };
}

test("while the broker is away what is said again and again waits once, and the last of it counts", async () => {
  const { lane, wire, told } = bed();
  const waiting = new Set<Promise<void>>();
  for (let count = 0; count < 1_000; count += 1) {
    waiting.add(lane.announce(device));
    waiting.add(lane.publish("a", { state: String(count) }));
    waiting.add(lane.publish("b", { state: String(-count), attributes: { count } }));
  }
  expect(waiting.size).toBe(3);
  await lane.use(wire);
  await Promise.all(waiting);
  expect(told.slice(1)).toEqual(["tiles/test/d/a/state 999", 'tiles/test/d/b/attributes {"count":999}', "tiles/test/d/b/state -999"]);
});

test("while the broker is there each call arrives, in order", async () => {
  const { lane, wire, told } = bed();
  const announced = lane.announce(device);
  await lane.use(wire);
  await announced;
  told.length = 0;
  await Promise.all(["1", "2", "3"].map((state) => lane.publish("a", { state })));
  expect(told).toEqual(["tiles/test/d/a/state 1", "tiles/test/d/a/state 2", "tiles/test/d/a/state 3"]);
});
