import { once } from "node:events";
import { expect, test } from "vitest";
import { startHomeAssistantDouble } from "./double.ts";
import { connectPlainClient } from "./plain-client.ts";

test("a hang leaves the socket open, answers nothing, and ends with what waited", async () => {
  await using double = await startHomeAssistantDouble();
  await using client = await connectPlainClient(double.url, double.token);
  await client.command("subscribe_entities");
  double.hang();
  const pong = client.command("ping");
  double.set("light.hall", "on");
  await expect(fetch(`${double.url}/api/`, { signal: AbortSignal.timeout(50) })).rejects.toThrow("timeout");
  expect(client.socket.readyState).toBe(client.socket.OPEN);
  expect(client.messages.at(-1)).toMatchObject({ event: { a: {} } });
  double.resume();
  await pong;
  expect(client.events(1)).toHaveLength(2);
});

test("a new socket during a hang is never opened", async () => {
  await using double = await startHomeAssistantDouble();
  double.hang();
  await expect(connectPlainClient(double.url, double.token, { handshakeTimeout: 50 })).rejects.toThrow("timed out");
});

test("a cut breaks the socket without a close frame, and the client may come back", async () => {
  await using double = await startHomeAssistantDouble();
  await using client = await connectPlainClient(double.url, double.token);
  double.cut();
  expect(await client.closed()).toBe(1006);
  await using again = await connectPlainClient(double.url, double.token);
  expect(await again.command("ping")).toMatchObject({ type: "pong" });
});

test("refuses new connections, keeps the open ones, and accepts again on the same port", async () => {
  await using double = await startHomeAssistantDouble();
  await using client = await connectPlainClient(double.url, double.token);
  await double.refuseConnections();
  await expect(connectPlainClient(double.url, double.token)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  expect(await client.command("ping")).toMatchObject({ type: "pong" });
  await double.acceptConnections();
  await using again = await connectPlainClient(double.url, double.token);
  expect(again.socket.readyState).toBe(again.socket.OPEN);
});

test("a second double takes over the address of one that is gone", async () => {
  const first = await startHomeAssistantDouble();
  await first[Symbol.asyncDispose]();
  await using second = await startHomeAssistantDouble({ port: first.port });
  expect(second.url).toBe(first.url);
});

test("refuses one subscription and then takes it", async () => {
  await using double = await startHomeAssistantDouble();
  await using client = await connectPlainClient(double.url, double.token);
  double.refuseSubscriptionOnce("subscribe_entities", "unknown_command");
  expect(await client.command("subscribe_entities")).toMatchObject({ success: false, error: { code: "unknown_command" } });
  expect(await client.command("subscribe_entities")).toMatchObject({ success: true });
  expect(double.counters).toMatchObject({ subscriptions: 1, errors: 1, commands: { subscribe_entities: 2 } });
});

test("gives a command the answers it was told, once or for good", async () => {
  await using double = await startHomeAssistantDouble();
  await using client = await connectPlainClient(double.url, double.token);
  double.answerAlways("energy/get_prefs", { energy_sources: [] });
  double.answerOnce("energy/get_prefs", { kind: "result", result: 1 });
  expect((await client.command("energy/get_prefs"))["result"]).toBe(1);
  expect((await client.command("energy/get_prefs"))["result"]).toEqual({ energy_sources: [] });
});

test("a command that is met with silence leaves the others alone", async () => {
  await using double = await startHomeAssistantDouble();
  await using client = await connectPlainClient(double.url, double.token);
  double.answerOnce("get_states", { kind: "silence" });
  client.send({ id: 1, type: "get_states" });
  client.send({ id: 2, type: "ping" });
  await client.next(({ id }) => id === 2, "the pong");
  expect(client.messages.some(({ id }) => id === 1)).toBe(false);
});

test("sends nonsense as it is, as text and as bytes", async () => {
  await using double = await startHomeAssistantDouble();
  await using client = await connectPlainClient(double.url, double.token);
  double.sendRaw("not json");
  double.sendRaw({ binary: "AAE=" });
  await client.until(() => client.messages.length === 4, "both frames");
  expect(client.messages.slice(2)).toEqual([{ text: "not json" }, { binary: Buffer.from([0, 1]) }]);
});

test("silent after open: the socket opens and never hears a word", async () => {
  await using double = await startHomeAssistantDouble();
  double.silentAfterOpen(true);
  await using client = await connectPlainClient(double.url);
  client.send({ type: "auth", access_token: double.token });
  client.socket.ping();
  await once(client.socket, "pong", { signal: AbortSignal.timeout(15_000) });
  expect(client.messages).toEqual([]);
});

test("slow auth: auth_ok comes later", async () => {
  await using double = await startHomeAssistantDouble();
  double.slowAuth(30);
  const startedMs = performance.now();
  await using client = await connectPlainClient(double.url, double.token);
  expect(client.messages).toHaveLength(2);
  expect(performance.now() - startedMs).toBeGreaterThan(25);
});

test("a big change arrives in one frame", async () => {
  await using double = await startHomeAssistantDouble();
  await using client = await connectPlainClient(double.url, double.token);
  await client.command("subscribe_entities");
  double.bigChange("sensor.big", 3_000_000);
  await client.until(() => client.events(1).length === 2, "the change");
  expect(JSON.stringify(client.events(1)[1]).length).toBeGreaterThan(3_000_000);
});

test("a restart closes sockets, comes back on the same port with ten entities, and adds the rest", async () => {
  await using double = await startHomeAssistantDouble({ entities: 30 });
  await using client = await connectPlainClient(double.url, double.token);
  await client.command("subscribe_events", { event_type: "homeassistant_stop" });
  await double.shutDown();
  expect(await client.closed()).toBe(1000);
  expect(client.events(1)).toMatchObject([{ event_type: "homeassistant_stop" }]);
  await expect(connectPlainClient(double.url)).rejects.toMatchObject({ code: "ECONNREFUSED" });

  await double.startUp({ nearlyEmptySnapshot: true });
  await using again = await connectPlainClient(double.url, double.token);
  expect((await again.command("get_config"))["result"]).toMatchObject({ state: "NOT_RUNNING" });
  await again.command("subscribe_entities");
  await again.until(() => again.events(2).length === 1, "the snapshot");
  expect(Object.keys(again.events(2)[0]?.["a"] ?? {})).toHaveLength(10);

  double.finishStartUp();
  await again.until(() => again.events(2).length === 21, "the other twenty");
  expect((await again.command("get_config"))["result"]).toMatchObject({ state: "RUNNING" });
});

test("after a restart a registered entity that is missing is unavailable and restored, another one gone", async () => {
  await using double = await startHomeAssistantDouble({ entities: 10 });
  double.set("light.loose", "on");
  await double.restart({ missing: ["light.lamp_0", "light.loose"] });
  expect(double.states.get("light.lamp_0")).toMatchObject({ state: "unavailable", attributes: { restored: true } });
  expect(double.states.has("light.loose")).toBe(false);
});

test("a flood reaches the client whole, and states agree with what was sent", async () => {
  await using double = await startHomeAssistantDouble();
  await using client = await connectPlainClient(double.url, double.token, { perMessageDeflate: false });
  await client.command("supported_features", { features: { coalesce_messages: 1 } });
  await client.command("subscribe_entities");
  await double.flood(20_000, { entities: 100 });
  await client.until(() => client.messages.length >= 20_105, "all changes");
  const last = client.messages.at(-1)?.["event"] as { c: Record<string, { "+": { s: string; lc: number } }> };
  const [[entityId, change] = ["", { "+": { s: "", lc: 0 } }]] = Object.entries(last.c);
  expect(double.states.get(entityId)).toMatchObject({ state: change["+"].s, updatedSeconds: change["+"].lc });
  expect(double.counters.cutTooSlow).toBe(0);
});

test("a steady rate runs until it is stopped", async () => {
  await using double = await startHomeAssistantDouble({ entities: 10 });
  await using client = await connectPlainClient(double.url, double.token);
  await client.command("subscribe_entities");
  double.startRate(2000);
  await client.until(() => client.events(1).length > 100, "a hundred changes");
  expect(double.stopRate()).toBeGreaterThan(99);
});

test("a flood that waits for a hanging client ends with the double", async () => {
  const double = await startHomeAssistantDouble({ backPressure: false });
  await using client = await connectPlainClient(double.url, double.token);
  await client.command("subscribe_entities");
  double.hang();
  const flood = double.flood(100_000, { entities: 10 });
  await double[Symbol.asyncDispose]();
  expect((await flood).changes).toBeLessThan(100_000);
});
