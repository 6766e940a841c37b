import { expect, test } from "vitest";
import { startHomeAssistantDouble } from "./double.ts";
import { connectPlainClient, type PlainClient } from "./plain-client.ts";

const AT_US = 1_763_850_000_123_457;
const AT = 1_763_850_000.123457;

test("the snapshot holds state, attributes, context and a time with microseconds", async () => {
  await using double = await startHomeAssistantDouble();
  double.set("light.hall", "on", { brightness: 80 }, { atUs: AT_US });
  const { snapshot } = await subscribe(double.url, double.token);
  expect(snapshot).toEqual({ a: { "light.hall": { s: "on", a: { brightness: 80 }, c: "01000000000000000000000001", lc: AT } } });
});

test("a state whose attributes changed later has lu beside lc", async () => {
  await using double = await startHomeAssistantDouble();
  double.set("light.hall", "on", { brightness: 80 }, { atUs: AT_US });
  double.set("light.hall", "on", { brightness: 90 }, { atUs: AT_US + 2_000_000 });
  const { snapshot } = await subscribe(double.url, double.token);
  expect(snapshot).toMatchObject({ a: { "light.hall": { lc: AT, lu: AT + 2 } } });
});

test("a change of state carries s, lc and the context, and nothing that stayed", async () => {
  expect(await changeOf((double) => double.set("light.hall", "off", undefined, { atUs: AT_US + 1_000_000 }))).toEqual({
    c: { "light.hall": { "+": { s: "off", lc: AT + 1, c: "01000000000000000000000002" } } },
  });
});

test("a change of attributes carries lu, the new values and the names that went", async () => {
  expect(await changeOf((double) => double.set("light.hall", "on", { brightness: 81 }, { atUs: AT_US + 1_000_000 }))).toEqual({
    c: { "light.hall": { "+": { lu: AT + 1, c: "01000000000000000000000002", a: { brightness: 81 } }, "-": { a: ["effect"] } } },
  });
});

test("a context with a user sends only the members that changed", async () => {
  expect(await changeOf((double) => double.set("light.hall", "off", undefined, { atUs: AT_US + 1_000_000, userId: "u1" }))).toEqual({
    c: { "light.hall": { "+": { s: "off", lc: AT + 1, c: { user_id: "u1", id: "01000000000000000000000002" } } } },
  });
});

test("a new entity comes as added, a removed one as its id without a time", async () => {
  expect(await changeOf((double) => double.set("light.new", "on", {}, { atUs: AT_US }))).toMatchObject({ a: { "light.new": { s: "on", lc: AT } } });
  expect(await changeOf((double) => double.remove("light.hall"))).toEqual({ r: ["light.hall"] });
});

test("writing the same state again tells nobody and moves last_reported", async () => {
  await using double = await startHomeAssistantDouble();
  double.set("light.hall", "on", {}, { atUs: AT_US });
  const { client } = await subscribe(double.url, double.token);
  double.set("light.hall", "on", {}, { atUs: AT_US + 1_000_000 });
  const answer = await client.command("get_states");
  expect(client.events(1)).toHaveLength(1);
  expect(answer["result"]).toMatchObject([{ last_updated: "2025-11-22T22:20:00.123457+00:00", last_reported: "2025-11-22T22:20:01.123457+00:00" }]);
});

test("renaming is the registry event with the old id, then removed, then added", async () => {
  await using double = await startHomeAssistantDouble();
  double.putEntry("entity", "light.hall");
  double.set("light.hall", "on");
  await using client = await connectPlainClient(double.url, double.token);
  await client.command("subscribe_entities");
  await client.command("subscribe_events", { event_type: "entity_registry_updated" });
  double.rename("light.hall", "light.floor");
  await client.until(() => client.events(1).length === 3, "the new entity");
  const events = client.messages.filter(({ type }) => type === "event").slice(1);
  expect(events.map(({ event }) => event)).toMatchObject([
    { event_type: "entity_registry_updated", data: { action: "update", entity_id: "light.floor", changes: { entity_id: "light.hall" } } },
    { r: ["light.hall"] },
    { a: { "light.floor": { s: "on" } } },
  ]);
});

test("an unavailable entity keeps its name and class and loses its values", async () => {
  await using double = await startHomeAssistantDouble();
  double.set("light.hall", "on", { friendly_name: "Hall", brightness: 80 });
  double.setUnavailable("light.hall");
  expect(double.states.get("light.hall")).toMatchObject({ state: "unavailable", attributes: { friendly_name: "Hall" } });
  expect(double.states.get("light.hall")?.attributes).not.toHaveProperty("brightness");
});

test("filters by domain, glob and exclusion on the server", async () => {
  await using double = await startHomeAssistantDouble();
  for (const id of ["light.hall", "light.secret_lamp", "sensor.power_1", "sensor.humidity"]) double.set(id, "1");
  await using client = await connectPlainClient(double.url, double.token);
  await client.command("subscribe_entities", {
    include: { domains: ["light"], entity_globs: ["sensor.power_*"] },
    exclude: { entity_globs: ["*secret*"] },
  });
  await client.until(() => client.events(1).length === 1, "the snapshot");
  expect(Object.keys(client.events(1)[0]?.["a"] ?? {})).toEqual(["light.hall", "sensor.power_1"]);
});

test("sends nothing more after unsubscribing", async () => {
  await using double = await startHomeAssistantDouble();
  await using client = await connectPlainClient(double.url, double.token);
  await client.command("subscribe_entities");
  await client.command("unsubscribe_events", { subscription: 1 });
  double.set("light.hall", "on");
  await client.command("ping");
  expect(client.events(1)).toHaveLength(1);
});

test("wrong times of a clock that is ahead are in every new state", async () => {
  await using double = await startHomeAssistantDouble({ nowMs: () => 1_000_000 });
  double.wrongTimes(90_000);
  expect(double.set("light.hall", "on").updatedSeconds).toBe(1090);
});

type Double = Awaited<ReturnType<typeof startHomeAssistantDouble>>;

async function changeOf(act: (double: Double) => void): Promise<unknown> {
  await using double = await startHomeAssistantDouble();
  double.set("light.hall", "on", { brightness: 80, effect: "none" }, { atUs: AT_US });
  const { client } = await subscribe(double.url, double.token);
  act(double);
  await client.until(() => client.events(1).length === 2, "the change");
  return client.events(1)[1];
}

async function subscribe(url: string, token: string): Promise<{ client: PlainClient; snapshot: unknown }> {
  const client = await connectPlainClient(url, token);
  await client.command("subscribe_entities");
  await client.until(() => client.events(1).length === 1, "the snapshot");
  return { client, snapshot: client.events(1)[0] };
}
