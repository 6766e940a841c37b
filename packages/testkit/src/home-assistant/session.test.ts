import { expect, test } from "vitest";
import { startHomeAssistantDouble } from "./double.ts";
import { connectPlainClient } from "./plain-client.ts";

test("asks for a token and greets the right one with its version", async () => {
  await using double = await startHomeAssistantDouble({ version: "2026.11.0" });
  await using client = await connectPlainClient(double.url, double.token);
  expect(client.messages).toEqual([
    { type: "auth_required", ha_version: "2026.11.0" },
    { type: "auth_ok", ha_version: "2026.11.0" },
  ]);
});

test("refuses a wrong token with auth_invalid and closes", async () => {
  await using double = await startHomeAssistantDouble();
  await using client = await connectPlainClient(double.url);
  client.send({ type: "auth", access_token: "wrong" });
  await client.next(({ type }) => type === "auth_invalid", "auth_invalid");
  expect(await client.closed()).toBe(1000);
});

test("closes a client that does not say its token in time", async () => {
  await using double = await startHomeAssistantDouble({ authTimeoutMs: 20 });
  await using client = await connectPlainClient(double.url);
  expect(await client.closed()).toBe(1000);
});

test("closes the sockets of a token that is revoked and lets the others live", async () => {
  await using double = await startHomeAssistantDouble({ tokens: ["one", "two"] });
  await using one = await connectPlainClient(double.url, "one");
  await using two = await connectPlainClient(double.url, "two");
  double.revokeToken("one");
  await one.closed();
  expect(await two.command("ping")).toEqual({ id: 1, type: "pong" });
});

test("refuses an id that does not increase", async () => {
  await using double = await startHomeAssistantDouble();
  await using client = await connectPlainClient(double.url, double.token);
  client.send({ id: 5, type: "ping" });
  client.send({ id: 5, type: "ping" });
  const refusal = await client.next(({ success }) => success === false, "a refusal");
  expect(refusal["error"]).toEqual({ code: "id_reuse", message: "Identifier values have to increase." });
});

test("answers an unknown command with unknown_command and stays open", async () => {
  await using double = await startHomeAssistantDouble();
  await using client = await connectPlainClient(double.url, double.token);
  expect((await client.command("no/such"))["error"]).toMatchObject({ code: "unknown_command" });
  expect(await client.command("ping")).toMatchObject({ type: "pong" });
});

test("answers a message without a type with invalid_format", async () => {
  await using double = await startHomeAssistantDouble();
  await using client = await connectPlainClient(double.url, double.token);
  client.send({ id: 1 });
  expect((await client.next(({ id }) => id === 1, "an answer"))["error"]).toMatchObject({ code: "invalid_format" });
});

test("disconnects a client that sends text that is no JSON", async () => {
  await using double = await startHomeAssistantDouble();
  await using client = await connectPlainClient(double.url, double.token);
  client.send("{");
  expect(await client.closed()).toBe(1000);
});

test("takes several commands in one frame", async () => {
  await using double = await startHomeAssistantDouble();
  await using client = await connectPlainClient(double.url, double.token);
  client.send([
    { id: 1, type: "ping" },
    { id: 2, type: "ping" },
  ]);
  await client.next(({ id }) => id === 2, "the second pong");
  expect(double.counters.pings).toBe(2);
});

test("sends frames with one message each until coalescing is asked for", async () => {
  await using double = await startHomeAssistantDouble();
  await using client = await connectPlainClient(double.url, double.token);
  await client.command("subscribe_entities");
  for (let n = 0; n < 20; n++) double.set("sensor.a", String(n));
  await client.until(() => client.events(1).length === 21, "all changes");
  expect(client.frameSizes.every((size) => size === 0)).toBe(true);
});

test("puts the changes of one moment into one array frame once coalescing was asked for", async () => {
  await using double = await startHomeAssistantDouble();
  await using client = await connectPlainClient(double.url, double.token);
  await client.command("supported_features", { features: { coalesce_messages: 1 } });
  await client.command("subscribe_entities");
  for (let n = 0; n < 20; n++) double.set("sensor.a", String(n));
  await client.until(() => client.events(2).length === 21, "all changes");
  expect(client.frameSizes).toContain(20);
});

test("a pong comes after every event that was there before it", async () => {
  await using double = await startHomeAssistantDouble();
  await using client = await connectPlainClient(double.url, double.token);
  await client.command("subscribe_entities");
  client.send({ id: 2, type: "ping" });
  await double.until(() => double.counters.pings === 1, 15_000);
  double.set("sensor.a", "late");
  await client.until(() => client.events(1).length === 2, "the change");
  const pong = client.messages.findIndex(({ type }) => type === "pong");
  expect(client.messages[pong + 1]).toMatchObject({ type: "event" });
});

test("cuts a client that lets 4096 messages wait", async () => {
  await using double = await startHomeAssistantDouble();
  await using client = await connectPlainClient(double.url, double.token);
  await client.command("subscribe_entities");
  for (let n = 0; n < 5000; n++) double.set("sensor.a", String(n));
  await client.closed();
  expect(double.counters.cutTooSlow).toBe(1);
});

test("lets everything wait when the limit is off", async () => {
  await using double = await startHomeAssistantDouble({ backPressure: false });
  await using client = await connectPlainClient(double.url, double.token);
  await client.command("subscribe_entities");
  for (let n = 0; n < 5000; n++) double.set("sensor.a", String(n));
  await client.until(() => client.messages.length === 5004, "all changes");
  expect(double.counters.cutTooSlow).toBe(0);
});
