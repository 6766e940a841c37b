import { connectAsync } from "mqtt";
import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { startMosquitto } from "./mosquitto/start-mosquitto.ts";
import { publish } from "./home-assistant/publish-house.ts";

const WITHIN_MS = 60_000;

test("two brokers run side by side and know nothing of each other", { timeout: WITHIN_MS }, async () => {
  await using first = await startMosquitto();
  await using second = await startMosquitto();
  await publish(first.url, [{ topic: "house/a", payload: "here" }]);
  expect([await retained(first.url, "house/a"), await retained(second.url, "house/a")]).toEqual(["here", undefined]);
});

test("a stopped broker comes back on its port with its retained messages", { timeout: WITHIN_MS }, async () => {
  await using broker = await startMosquitto();
  await publish(broker.url, [{ topic: "house/a", payload: "kept" }]);
  await broker.stop();
  await broker.start();
  expect(await retained(broker.url, "house/a")).toBe("kept");
});

test("a disposed broker leaves no process and no folder", { timeout: WITHIN_MS }, async () => {
  const broker = await startMosquitto();
  const pid = broker.pid();
  await broker[Symbol.asyncDispose]();
  expect([existsSync(`/proc/${pid}`), existsSync(broker.folder)]).toEqual([false, false]);
});

// A broker sends its retained messages before it answers a ping, so the end marker comes after them.
async function retained(url: string, topic: string): Promise<string | undefined> {
  const client = await connectAsync(url, { protocolVersion: 5, reconnectPeriod: 0 });
  const messages = new Map<string, string>();
  const end = Promise.withResolvers<void>();
  client.on("message", (at, payload) => {
    messages.set(at, payload.toString());
    if (at === "test/end") end.resolve();
  });
  await client.subscribeAsync([topic, "test/end"], { qos: 1 });
  await client.publishAsync("test/end", "", { qos: 1 });
  await end.promise;
  await client.endAsync();
  return messages.get(topic);
}
