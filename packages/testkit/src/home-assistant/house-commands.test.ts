import { expect, test } from "vitest";
import { startHomeAssistantDouble } from "./double.ts";
import { connectPlainClient } from "./plain-client.ts";

const START_US = 1_763_850_000_000_000;
const START = "2025-11-22T22:20:00+00:00";

test("registry events carry the old values and the time", async () => {
  await using double = await startHomeAssistantDouble();
  double.putEntry("entity", "light.hall", { area_id: "hall" });
  await using client = await connectPlainClient(double.url, double.token);
  await client.command("subscribe_events", { event_type: "entity_registry_updated" });
  double.moveToArea("light.hall", "kitchen");
  await client.until(() => client.events(1).length === 1, "the event");
  expect(client.events(1)[0]).toMatchObject({
    event_type: "entity_registry_updated",
    data: { action: "update", entity_id: "light.hall", changes: { area_id: "hall" } },
    origin: "LOCAL",
    time_fired: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00$/),
  });
});

test("a device that moves says so in its own registry", async () => {
  await using double = await startHomeAssistantDouble();
  double.putEntry("device", "d1", { area_id: "hall" });
  await using client = await connectPlainClient(double.url, double.token);
  await client.command("subscribe_events", { event_type: "device_registry_updated" });
  double.setDeviceArea("d1", null);
  await client.until(() => client.events(1).length === 1, "the event");
  expect(client.events(1)[0]).toMatchObject({ data: { action: "update", device_id: "d1", changes: { area_id: "hall" } } });
});

test("a child device has its parent and no manufacturer, model, versions or connections", async () => {
  await using double = await startHomeAssistantDouble();
  double.putEntry("device", "parent", { manufacturer: "Maker" });
  double.putEntry("device", "child", { parent_device_id: "parent" });
  await using client = await connectPlainClient(double.url, double.token);
  const [parent, child] = (await client.command("config/device_registry/list"))["result"] as [object, object];
  expect(parent).toMatchObject({ id: "parent", manufacturer: "Maker", connections: [], parent_device_id: null });
  expect(child).toMatchObject({ id: "child", parent_device_id: "parent" });
  expect(Object.keys(child)).not.toEqual(expect.arrayContaining(["manufacturer"]));
});

test.each(["area", "floor", "label"] as const)("the %s registry is listed", async (registry) => {
  await using double = await startHomeAssistantDouble();
  double.putEntry(registry, "one", { name: "One" });
  await using client = await connectPlainClient(double.url, double.token);
  expect((await client.command(`config/${registry}_registry/list`))["result"]).toMatchObject([{ [`${registry}_id`]: "one", name: "One" }]);
});

test("removing the entry of an entity removes its state too", async () => {
  await using double = await startHomeAssistantDouble();
  double.putEntry("entity", "light.hall");
  double.set("light.hall", "on");
  double.removeEntry("entity", "light.hall");
  expect(double.states.has("light.hall")).toBe(false);
});

test("a change of the settings is told and then in get_config", async () => {
  await using double = await startHomeAssistantDouble();
  await using client = await connectPlainClient(double.url, double.token);
  await client.command("subscribe_events", { event_type: "core_config_updated" });
  double.setConfig({ time_zone: "Asia/Tokyo" });
  const config = await client.command("get_config");
  expect(config["result"]).toMatchObject({ time_zone: "Asia/Tokyo", state: "RUNNING", unit_system: { temperature: "°C" } });
  expect(client.events(1)[0]).toMatchObject({ event_type: "core_config_updated" });
});

test("a user without admin rights gets states, and neither traces nor other events", async () => {
  await using double = await startHomeAssistantDouble({ plainTokens: ["guest"] });
  await using client = await connectPlainClient(double.url, "guest");
  expect((await client.command("auth/current_user"))["result"]).toMatchObject({ is_admin: false });
  expect(await client.command("subscribe_entities")).toMatchObject({ success: true });
  expect(await client.command("subscribe_events", { event_type: "entity_registry_updated" })).toMatchObject({ success: true });
  expect(await client.command("subscribe_events", { event_type: "automation_triggered" })).toMatchObject({ error: { code: "unauthorized" } });
  expect(await client.command("trace/list")).toMatchObject({ error: { code: "unauthorized" } });
});

test("config entries are listed, subscribed and told when they change", async () => {
  await using double = await startHomeAssistantDouble();
  double.setConfigEntry("e1", { domain: "hue", title: "Bridge" });
  await using client = await connectPlainClient(double.url, double.token);
  await client.command("config_entries/subscribe");
  double.setConfigEntry("e1", { state: "setup_retry", reason: "timeout" });
  await client.until(() => client.events(1).length === 2, "the change");
  expect(client.events(1)).toMatchObject([
    [{ type: null, entry: { entry_id: "e1", domain: "hue", state: "loaded" } }],
    [{ type: "updated", entry: { entry_id: "e1", state: "setup_retry", reason: "timeout" } }],
  ]);
});

test("repair issues are listed, the ignored ones too, and each change is told to everybody", async () => {
  await using double = await startHomeAssistantDouble({ plainTokens: ["guest"] });
  await using client = await connectPlainClient(double.url, "guest");
  await client.command("subscribe_events", { event_type: "repairs_issue_registry_updated" });
  double.setIssue("low_disk", { severity: "error" });
  double.setIssue("old_yaml");
  double.setIssue("old_yaml", { ignored: true });
  const listed = (await client.command("repairs/list_issues"))["result"];
  expect(listed).toMatchObject({
    issues: [
      { severity: "error", ignored: false },
      { severity: "warning", ignored: true },
    ],
  });
  expect(client.events(1).map(({ data }) => data)).toMatchObject([{ action: "create" }, { action: "create" }, { action: "update" }]);
});

test("backups are for administrators; their first event comes before the answer to the subscription", async () => {
  await using double = await startHomeAssistantDouble({ plainTokens: ["guest"] });
  await using guest = await connectPlainClient(double.url, "guest");
  for (const type of ["backup/info", "backup/subscribe_events"]) expect(await guest.command(type)).toMatchObject({ error: { code: "unauthorized" } });
  await using client = await connectPlainClient(double.url, double.token);
  await client.command("backup/subscribe_events");
  expect(client.messages.filter(({ id }) => id === 1).map(({ type }) => type)).toEqual(["event", "result"]);
  double.makeBackup();
  await client.until(() => client.events(1).length === 4, "the events of the backup");
  expect(client.events(1).at(-1)).toEqual({ manager_state: "idle" });
  expect((await client.command("backup/info"))["result"]).toMatchObject({
    backups: [{ agents: { "backup.local": {} }, with_automatic_settings: false }],
  });
});

test("the log lists each place once with its count, the most recent first, 50 at most, for administrators", async () => {
  await using double = await startHomeAssistantDouble({ plainTokens: ["guest"] });
  await using guest = await connectPlainClient(double.url, "guest");
  expect(await guest.command("system_log/list")).toMatchObject({ error: { code: "unauthorized" } });
  await using client = await connectPlainClient(double.url, double.token);
  const list = async () => (await client.command("system_log/list"))["result"] as { name: string; count: number }[];
  for (const logger of ["mqtt", "hue", "mqtt"]) double.logRecord(logger, "ERROR");
  expect((await list()).map(({ name, count }) => [name, count])).toEqual([
    ["mqtt", 2],
    ["hue", 1],
  ]);
  for (let line = 0; line < 49; line += 1) double.logRecord("flood", "WARNING", ["flood.py", line]);
  expect((await list()).map(({ name }) => name)).not.toContain("hue");
  expect((await list()).at(-1)).toMatchObject({ name: "mqtt", count: 2 });
});

test("a command that was forgotten is unknown for good", async () => {
  await using double = await startHomeAssistantDouble();
  double.forgetCommand("repairs/list_issues");
  await using client = await connectPlainClient(double.url, double.token);
  for (let time = 0; time < 2; time += 1) expect(await client.command("repairs/list_issues")).toMatchObject({ error: { code: "unknown_command" } });
});

test("a forecast comes at once and again when it changes", async () => {
  await using double = await startHomeAssistantDouble();
  double.set("weather.home", "sunny");
  double.setForecast("weather.home", "hourly", [{ datetime: START, temperature: 5 }]);
  await using client = await connectPlainClient(double.url, double.token);
  await client.command("weather/subscribe_forecast", { entity_id: "weather.home", forecast_type: "hourly" });
  double.setForecast("weather.home", "hourly", [{ datetime: START, temperature: 6 }]);
  await client.until(() => client.events(1).length === 2, "the second forecast");
  expect(client.events(1)).toMatchObject([{ type: "hourly", forecast: [{ temperature: 5 }] }, { forecast: [{ temperature: 6 }] }]);
  expect(await client.command("weather/subscribe_forecast", { entity_id: "weather.home", forecast_type: "daily" })).toMatchObject({
    error: { code: "forecast_not_supported" },
  });
});

test("history has every row with microseconds, attribute changes and the end of a removed entity", async () => {
  await using double = await startHomeAssistantDouble();
  double.set("light.hall", "on", { brightness: 1 }, { atUs: START_US + 1_000_001 });
  double.set("light.hall", "on", { brightness: 2 }, { atUs: START_US + 2_000_000 });
  double.remove("light.hall", { atUs: START_US + 3_000_000 });
  expect(await history(double, { include_start_time_state: false, significant_changes_only: false })).toEqual({
    "light.hall": [
      { s: "on", a: { brightness: 1 }, lu: 1_763_850_001.000001 },
      { s: "on", a: { brightness: 2 }, lc: 1_763_850_001.000001, lu: 1_763_850_002 },
      { s: null, a: {}, lu: 1_763_850_003 },
    ],
  });
});

test("history with the state at the start has a row that never was", async () => {
  await using double = await startHomeAssistantDouble();
  double.set("light.hall", "on", {}, { atUs: START_US - 5_000_000 });
  expect(await history(double, {})).toEqual({ "light.hall": [{ s: "on", a: {}, lu: 1_763_850_000 }] });
});

test("history of a renamed entity appears under the new id only", async () => {
  await using double = await startHomeAssistantDouble();
  double.putEntry("entity", "light.old");
  double.set("light.old", "on", {}, { atUs: START_US + 1_000_000 });
  double.rename("light.old", "light.hall", { atUs: START_US + 2_000_000 });
  const rows = await history(double, { include_start_time_state: false, entity_ids: ["light.old", "light.hall"] });
  expect(rows).toMatchObject({ "light.hall": [{ lu: 1_763_850_001 }, { lu: 1_763_850_002 }] });
  expect(rows).not.toHaveProperty(["light.old"]);
});

test("rows are not seen before the recorder's commit, and a crash loses them", async () => {
  let nowMs = START_US / 1000 + 1000;
  await using double = await startHomeAssistantDouble({ commitLagMs: 5000, nowMs: () => nowMs });
  double.set("light.hall", "on");
  nowMs += 4000;
  double.set("light.hall", "off");
  expect(await history(double, {})).toEqual({});
  nowMs += 2000;
  await double.crash();
  await double.startUp({ missing: ["light.hall"] });
  nowMs += 60_000;
  expect(await history(double, {})).toMatchObject({ "light.hall": [{ s: "on" }] });
});

test.each([
  [{ entity_ids: undefined }, "invalid_format"],
  [{ entity_ids: ["no entity"] }, "invalid_entity_ids"],
  [{ start_time: "yesterday" }, "invalid_start_time"],
  [{ end_time: "never" }, "invalid_end_time"],
])("history refuses %j with %s", async (members, code) => {
  await using double = await startHomeAssistantDouble();
  await using client = await connectPlainClient(double.url, double.token);
  const answer = await client.command("history/history_during_period", { start_time: START, entity_ids: ["light.hall"], ...members });
  expect(answer).toMatchObject({ error: { code } });
});

test("REST gives states and settings to a token and 401 to none", async () => {
  await using double = await startHomeAssistantDouble();
  double.set("light.hall", "on");
  const get = async (path: string, token = double.token) => {
    const response = await fetch(`${double.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
    return { status: response.status, body: await response.text() };
  };
  expect(await get("/api/")).toEqual({ status: 200, body: '{"message":"API running."}' });
  expect(JSON.parse((await get("/api/states")).body)).toMatchObject([{ entity_id: "light.hall", state: "on" }]);
  expect(JSON.parse((await get("/api/config")).body)).toMatchObject({ time_zone: "Europe/Berlin" });
  expect(await get("/api/states", "wrong")).toEqual({ status: 401, body: "401: Unauthorized" });
  expect(await get("/api/states/light.none")).toMatchObject({ status: 404 });
});

test("recorder/info, manifest/list and the logbook answer", async () => {
  await using double = await startHomeAssistantDouble({ entities: 10 });
  await using client = await connectPlainClient(double.url, double.token);
  expect((await client.command("recorder/info"))["result"]).toMatchObject({ recording: true, backlog: 0 });
  expect((await client.command("manifest/list"))["result"]).toMatchObject([{ domain: "demo" }]);
  expect((await client.command("logbook/get_events", { start_time: START }))["result"]).toMatchObject([
    { domain: "homeassistant", message: "started" },
  ]);
});

async function history(double: Awaited<ReturnType<typeof startHomeAssistantDouble>>, members: Record<string, unknown>): Promise<unknown> {
  await using client = await connectPlainClient(double.url, double.token);
  return (await client.command("history/history_during_period", { start_time: START, entity_ids: ["light.hall"], ...members }))["result"];
}

test("the logbook of one entity holds what it was about, with its context", async () => {
  await using double = await startHomeAssistantDouble();
  double.writeLogbook({ when: START_US / 1e6 + 1, name: "Hall", entity_id: "light.hall", context_event_type: "automation_triggered" });
  double.writeLogbook({ when: START_US / 1e6 + 1, name: "Attic", entity_id: "light.attic" });
  await using client = await connectPlainClient(double.url, double.token);
  const asked = { start_time: START, end_time: "2030-01-01T00:00:00Z", entity_ids: ["light.hall"] };
  expect((await client.command("logbook/get_events", asked))["result"]).toMatchObject([{ name: "Hall", context_event_type: "automation_triggered" }]);
});

test("an administrator makes a label and gives it to an entity; others may not", async () => {
  await using double = await startHomeAssistantDouble({ plainTokens: ["plain"] });
  double.putEntry("entity", "light.hall", { labels: ["night"] });
  await using plain = await connectPlainClient(double.url, "plain");
  const update = { entity_id: "light.hall", labels: ["night", "alerts_off"] };
  for (const [type, values] of [
    ["config/label_registry/create", { name: "alerts_off" }],
    ["config/entity_registry/update", update],
  ] as const)
    expect(await plain.command(type, values)).toMatchObject({ success: false, error: { code: "unauthorized" } });

  await using admin = await connectPlainClient(double.url, double.token);
  expect((await admin.command("config/label_registry/create", { name: "Alerts off" }))["result"]).toMatchObject({
    label_id: "alerts_off",
    name: "Alerts off",
  });
  expect(await admin.command("config/label_registry/create", { name: "Alerts off" })).toMatchObject({ error: { code: "invalid_info" } });
  expect((await admin.command("config/entity_registry/update", update))["result"]).toMatchObject({
    entity_entry: { labels: ["night", "alerts_off"] },
  });
  expect((await admin.command("config/entity_registry/get", { entity_id: "light.hall" }))["result"]).toMatchObject({
    labels: ["night", "alerts_off"],
  });
  expect(await admin.command("config/entity_registry/get", { entity_id: "light.none" })).toMatchObject({ error: { code: "not_found" } });
});
