import { fileURLToPath } from "node:url";
import process from "node:process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type HomeAssistant, startHomeAssistant } from "../../../tools/testbed/home-assistant/start-home-assistant.ts";
import { type Mosquitto, startMosquitto } from "../../../tools/testbed/mosquitto/start-mosquitto.ts";
import { program } from "../../../tools/testbed/process/program.ts";
import { until } from "../../../tools/testbed/process/until.ts";
import { type Connected, connectForTest } from "./connect.testing.ts";
import type { Device } from "./device.ts";
import { updateState } from "./update-state.ts";

const WITHIN_MS = 60_000;

const CLUSTER: Device = {
  id: "cluster_1",
  name: "Cluster",
  manufacturer: "tiles",
  model: "Talos",
  swVersion: "1.13.0",
  configurationUrl: "https://example.org/cluster",
  components: {
    healthy: { platform: "binary_sensor", name: "Healthy", defaultEntityId: "binary_sensor.cluster_healthy", deviceClass: "problem" },
    next_window: { platform: "sensor", name: "Next window", defaultEntityId: "sensor.cluster_next_window", deviceClass: "timestamp" },
    nodes: { platform: "sensor", name: "Nodes", defaultEntityId: "sensor.cluster_nodes", stateClass: "measurement", unit: "nodes", precision: 0 },
    phase: { platform: "sensor", name: "Phase", defaultEntityId: "sensor.cluster_phase", deviceClass: "enum", options: ["idle", "running"] },
    check: { platform: "button", name: "Check", defaultEntityId: "button.cluster_check", entityCategory: "config", icon: "mdi:stethoscope" },
    talos: { platform: "update", name: "Talos", defaultEntityId: "update.cluster_talos", installable: true, title: "Talos Linux" },
    maintenance: { platform: "switch", name: "Maintenance", defaultEntityId: "switch.cluster_maintenance", deviceClass: "switch" },
    policy: { platform: "select", name: "Policy", defaultEntityId: "select.cluster_policy", options: ["night", "never"] },
    soak: { platform: "number", name: "Soak", defaultEntityId: "number.cluster_soak", min: 0, max: 60, step: 5, mode: "box", unit: "min" },
    note: { platform: "text", name: "Note", defaultEntityId: "text.cluster_note", maxLength: 100 },
    happened: { platform: "event", name: "Happened", defaultEntityId: "event.cluster_happened", eventTypes: ["started", "ended"] },
    hidden: { platform: "sensor", name: "Hidden", defaultEntityId: "sensor.cluster_hidden", enabledByDefault: false, entityCategory: "diagnostic" },
  },
};

type RegistryEntity = { entity_id: string; unique_id: string; disabled_by: string | null; entity_category: string | null };

describe("in a real Home Assistant", () => {
  let broker: Mosquitto;
  let home: HomeAssistant;
  let service: Connected;

  beforeAll(async () => {
    broker = await startMosquitto({ persistence: false });
    home = await startHomeAssistant({ broker });
    service = connectForTest(broker.url);
    await service.hass.announce(CLUSTER);
  });

  afterAll(async () => {
    await service[Symbol.asyncDispose]();
    await home[Symbol.asyncDispose]();
    await broker[Symbol.asyncDispose]();
  });

  const registered = async (entityId: string): Promise<RegistryEntity | undefined> =>
    (await home.ws<RegistryEntity[]>({ type: "config/entity_registry/list" })).find(({ entity_id }) => entity_id === entityId);
  const untilForgotten = (entityId: string): Promise<boolean> =>
    until(`${entityId} forgotten`, WITHIN_MS, async () => (await registered(entityId)) === undefined && (await home.state(entityId)) === undefined);
  const untilShown = (entityId: string, state: string): Promise<unknown> => home.untilState(entityId, state, WITHIN_MS);

  test("entities have their ids, names, classes and units", async () => {
    await untilShown("binary_sensor.cluster_healthy", "unknown");
    const all = await until("all entities", WITHIN_MS, async () => {
      const found = (await home.states()).filter(({ entity_id }) => entity_id.includes(".cluster_"));
      return found.length === Object.keys(CLUSTER.components).length - 1 && found;
    });
    const shown = all.map(({ entity_id, attributes: a }) => [entity_id, a["friendly_name"], a["device_class"], a["unit_of_measurement"]]);
    expect(shown.toSorted(([one], [other]) => String(one).localeCompare(String(other)))).toEqual([
      ["binary_sensor.cluster_healthy", "Cluster Healthy", "problem", undefined],
      ["button.cluster_check", "Cluster Check", undefined, undefined],
      ["event.cluster_happened", "Cluster Happened", undefined, undefined],
      ["number.cluster_soak", "Cluster Soak", undefined, "min"],
      ["select.cluster_policy", "Cluster Policy", undefined, undefined],
      ["sensor.cluster_next_window", "Cluster Next window", "timestamp", undefined],
      ["sensor.cluster_nodes", "Cluster Nodes", undefined, "nodes"],
      ["sensor.cluster_phase", "Cluster Phase", "enum", undefined],
      ["switch.cluster_maintenance", "Cluster Maintenance", "switch", undefined],
      ["text.cluster_note", "Cluster Note", undefined, undefined],
      ["update.cluster_talos", "Cluster Talos", undefined, undefined],
    ]);
    expect(await registered("sensor.cluster_hidden")).toMatchObject({ unique_id: "cluster_1_hidden", disabled_by: "integration" });
    expect(await registered("button.cluster_check")).toMatchObject({ unique_id: "cluster_1_check", entity_category: "config" });
  });

  test("the device has its maker, model and version", async () => {
    const devices = await home.ws<Record<string, unknown>[]>({ type: "config/device_registry/list" });
    expect(devices.find(({ name }) => name === "Cluster")).toMatchObject({
      identifiers: [["mqtt", "cluster_1"]],
      manufacturer: "tiles",
      model: "Talos",
      sw_version: "1.13.0",
      configuration_url: "https://example.org/cluster",
    });
  });

  test("states come with their attributes", async () => {
    await service.hass.publish("cluster_1", "healthy", { state: "ON", attributes: { nodes: [{ name: "cp-1", ready: false }] } });
    await service.hass.publish("cluster_1", "next_window", { state: "2026-12-01T02:00:00+01:00" });
    await service.hass.publish("cluster_1", "phase", { state: "running" });
    await service.hass.publish("cluster_1", "nodes", { state: "3" });
    const { attributes } = await home.untilState("binary_sensor.cluster_healthy", "on", WITHIN_MS);
    expect(attributes["nodes"]).toEqual([{ name: "cp-1", ready: false }]);
    await untilShown("sensor.cluster_next_window", "2026-12-01T01:00:00+00:00");
    await untilShown("sensor.cluster_phase", "running");
    await untilShown("sensor.cluster_nodes", "3");
  });

  test("an update shows its versions and its progress, and the press on Install is heard", async () => {
    const versions = { installedVersion: "1.13.0", latestVersion: "1.13.2", releaseSummary: "Fixes", releaseUrl: "https://example.org/1.13.2" };
    await service.hass.publish("cluster_1", "talos", { state: updateState({ ...versions, inProgress: false }) });
    await untilShown("update.cluster_talos", "on");
    const installed = heard("talos");
    await home.callService("update", "install", { entity_id: "update.cluster_talos" });
    expect(await installed).toBe("INSTALL");
    await service.hass.publish("cluster_1", "talos", { state: updateState({ ...versions, inProgress: 40 }) });
    const { attributes } = await home.untilState("update.cluster_talos", (state) => state.attributes["update_percentage"] === 40, WITHIN_MS);
    expect(attributes).toMatchObject({
      in_progress: true,
      installed_version: "1.13.0",
      latest_version: "1.13.2",
      title: "Talos Linux",
      release_summary: "Fixes",
    });
    await service.hass.publish("cluster_1", "talos", { state: updateState({ ...versions, installedVersion: "1.13.2", inProgress: false }) });
    await untilShown("update.cluster_talos", "off");
    expect((await home.state("update.cluster_talos"))?.attributes).toMatchObject({ in_progress: false, update_percentage: null });
  });

  test.each([
    { component: "check", entity: "button.cluster_check", service: "press", data: {}, payload: "PRESS" },
    { component: "maintenance", entity: "switch.cluster_maintenance", service: "turn_on", data: {}, payload: "ON" },
    { component: "policy", entity: "select.cluster_policy", service: "select_option", data: { option: "never" }, payload: "never" },
    { component: "soak", entity: "number.cluster_soak", service: "set_value", data: { value: 15 }, payload: "15" },
    { component: "note", entity: "text.cluster_note", service: "set_value", data: { value: "new disk" }, payload: "new disk" },
  ])("what a person does with $entity reaches the handler", async ({ component, entity, service: action, data, payload }) => {
    const heardPayload = heard(component);
    await home.callService(entity.slice(0, entity.indexOf(".")), action, { entity_id: entity, ...data });
    expect(await heardPayload).toBe(payload);
  });

  test("an event shows its type and attributes", async () => {
    await service.hass.fire("cluster_1", "happened", "started", { node: "cp-1" });
    const { attributes } = await home.untilState("event.cluster_happened", (state) => state.attributes["event_type"] === "started", WITHIN_MS);
    expect(attributes["node"]).toBe("cp-1");
  });

  test("a component left out of the next announcement disappears from the registry, the others stay", async () => {
    const { note: _, ...components } = CLUSTER.components;
    await service.hass.announce({ ...CLUSTER, components });
    await untilForgotten("text.cluster_note");
    expect((await home.state("binary_sensor.cluster_healthy"))?.state).toBe("on");
  });

  test("announcements right behind each other all count, and the last one stays", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 20 }, (_, n) => [`n${n}`, { platform: "sensor", name: `N ${n}`, defaultEntityId: `sensor.rush_${n}` } as const]),
    );
    const { n0: first, n1: _second, ...rest } = many;
    if (first === undefined) throw new Error("the test has lost its first sensor");
    const last = { platform: "sensor", name: "Last", defaultEntityId: "sensor.rush_last" } as const;
    const announce = (components: Device["components"]): Promise<void> => service.hass.announce({ id: "rush", name: "Rush", components });
    await announce({ ...many });
    await announce(rest);
    // Its first entry is being removed at that time.
    await announce({ n0: first, ...rest, last });
    await untilShown("sensor.rush_last", "unknown");
    await untilShown("sensor.rush_0", "unknown");
    await untilForgotten("sensor.rush_1");
    expect((await home.states()).filter(({ entity_id }) => entity_id.startsWith("sensor.rush_"))).toHaveLength(20);
  });

  test("a component of another platform takes the place of the first", async () => {
    const device = { id: "changing", name: "Changing" };
    await service.hass.announce({ ...device, components: { it: { platform: "sensor", name: "It", defaultEntityId: "sensor.changing_it" } } });
    await untilShown("sensor.changing_it", "unknown");
    await service.hass.announce({
      ...device,
      components: { it: { platform: "binary_sensor", name: "It", defaultEntityId: "binary_sensor.changing_it" } },
    });
    await untilShown("binary_sensor.changing_it", "unknown");
    await untilForgotten("sensor.changing_it");
  });

  test("a removed device is gone with its entities", async () => {
    await service.hass.remove("rush");
    await untilForgotten("sensor.rush_last");
    const devices = await home.ws<{ name: string }[]>({ type: "config/device_registry/list" });
    expect(devices.map(({ name }) => name)).not.toContain("Rush");
  });

  test("a service that is killed becomes unavailable", async () => {
    await using victim = program({
      name: "killed-service",
      command: process.execPath,
      args: [fileURLToPath(new URL("killed-service.testing.ts", import.meta.url)), broker.url],
      logFile: join(home.configDir, "killed-service.log"),
      isReady: async () => (await home.state("binary_sensor.victim_running"))?.state === "on",
      readyWithinMs: WITHIN_MS,
    });
    await victim.start();
    await victim.kill("SIGKILL");
    await untilShown("binary_sensor.victim_running", "unavailable");
  });

  test("after a restart of Home Assistant all states are there; what was removed meanwhile is gone", async () => {
    await home.stop();
    const { soak: _, ...components } = CLUSTER.components;
    await service.hass.announce({ ...CLUSTER, components });
    await service.hass.remove("changing");
    await service.hass.publish("cluster_1", "phase", { state: "idle" });
    await home.start();
    await service.untilEvent("homeAssistantStarted");
    await untilShown("sensor.cluster_phase", "idle");
    await untilShown("binary_sensor.cluster_healthy", "on");
    await untilForgotten("number.cluster_soak");
    await untilForgotten("binary_sensor.changing_it");
  });

  test("a broker that has lost everything is told everything again", async () => {
    const before = service.events.filter(({ kind }) => kind === "connected").length;
    await broker.stop();
    await untilShown("binary_sensor.cluster_healthy", "unavailable");
    await broker.start();
    await service.untilEvent("connected", before + 1);
    const { attributes } = await home.untilState("binary_sensor.cluster_healthy", "on", WITHIN_MS);
    expect(attributes["nodes"]).toEqual([{ name: "cp-1", ready: false }]);
    await untilShown("sensor.cluster_phase", "idle");
  });

  test("a service that ends in order is unavailable at once", async () => {
    await service[Symbol.asyncDispose]();
    await untilShown("binary_sensor.cluster_healthy", "unavailable");
  });

  function heard(component: string): Promise<string> {
    const { promise, resolve } = Promise.withResolvers<string>();
    service.hass.onCommand("cluster_1", component, resolve);
    return promise;
  }
});
