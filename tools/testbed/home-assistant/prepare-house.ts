import { ENTITY_AREAS, AREAS, FLOORS, LABELS } from "./house-registries.ts";
import { HOUSE_DEVICES } from "./house-devices.ts";
import { exchangeCode, homeAssistantClient, type HomeAssistantClient } from "./home-assistant-client.ts";
import { fetchJson } from "../process/http.ts";
import { until } from "../process/until.ts";

export const OWNER = { name: "Testbed", username: "testbed", password: "testbed-password" } as const;

/** Makes the first user, its long-lived token, the broker's entry and all that a person would arrange; answers the token. */
export async function prepareHouse(url: string, brokerPort: number): Promise<string> {
  const access = await createOwner(url);
  const token = await homeAssistantClient(url, access).createToken("testbed");
  const client = homeAssistantClient(url, token);
  await until("Home Assistant running", 120_000, async () => (await client.ws<{ state: string }>({ type: "get_config" })).state === "RUNNING");
  await addEntry(url, token, "mqtt", [
    { broker: "127.0.0.1", port: brokerPort, protocol: "5", other_settings: { set_client_cert: false, set_ca_cert: "off", transport: "tcp" } },
  ]);
  await addEntry(url, token, "local_calendar", [{ calendar_name: "House", import: "create_empty" }]);
  await addEntry(url, token, "local_todo", [{ todo_list_name: "Chores" }]);
  await addEntry(url, token, "moon", [{}]);
  const wanted = HOUSE_DEVICES.flatMap((device) => device.entities.map((entity) => entity.entityId));
  await untilAllThere(client, [...wanted, ...Object.keys(ENTITY_AREAS)]);
  await arrange(client);
  await client.ws({ type: "energy/save_prefs", ...ENERGY });
  return token;
}

async function createOwner(url: string): Promise<string> {
  const body = JSON.stringify({ ...OWNER, client_id: `${url}/`, language: "en" });
  const asked = { method: "POST", headers: { "content-type": "application/json" }, body, withinMs: 60_000 };
  const { auth_code } = await fetchJson<{ auth_code: string }>(`${url}/api/onboarding/users`, asked);
  return exchangeCode(url, auth_code);
}

type FlowStep = { type: string; flow_id: string; step_id?: string; errors?: Record<string, string> | null; reason?: string };

async function addEntry(url: string, token: string, handler: string, forms: readonly Record<string, unknown>[]): Promise<void> {
  const post = (path: string, body: unknown) =>
    fetchJson<FlowStep>(`${url}/api/config/config_entries/flow${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
      withinMs: 30_000,
    });
  let step = await post("", { handler });
  for (const form of forms) if (step.type === "form") step = await post(`/${step.flow_id}`, form);
  if (step.type !== "create_entry") throw new Error(`home-assistant: adding ${handler} failed: ${JSON.stringify(step)}`);
}

async function untilAllThere(client: HomeAssistantClient, wanted: readonly string[]): Promise<void> {
  let missing: string[] = [];
  await until("all entities of the house", 30_000, async () => {
    const there = new Set((await client.states()).map((state) => state.entity_id));
    missing = wanted.filter((id) => !there.has(id));
    return missing.length === 0;
  }).catch((error: unknown) => {
    throw new Error(`home-assistant: these entities did not come: ${missing.join(", ")}`, { cause: error });
  });
}

type Device = { id: string; identifiers: [string, string][] };

async function arrange(client: HomeAssistantClient): Promise<void> {
  const floors = new Map<string, string>();
  for (const floor of FLOORS)
    floors.set(floor.name, (await client.ws<{ floor_id: string }>({ type: "config/floor_registry/create", ...floor })).floor_id);
  // Onboarding makes some rooms of its own.
  const existing = new Map(
    (await client.ws<{ area_id: string; name: string }[]>({ type: "config/area_registry/list" })).map((area) => [
      area.name.toLowerCase(),
      area.area_id,
    ]),
  );
  for (const { name, floor, temperature, humidity } of AREAS) {
    const area_id = existing.get(name.toLowerCase());
    const place = { name, floor_id: floor && floors.get(floor), temperature_entity_id: temperature, humidity_entity_id: humidity };
    await client.ws(
      area_id === undefined ? { type: "config/area_registry/create", ...place } : { type: "config/area_registry/update", area_id, ...place },
    );
  }
  const devices = await client.ws<Device[]>({ type: "config/device_registry/list" });
  const idOf = (house: string) => devices.find((device) => device.identifiers?.some(([, id]) => id === `house_${house}`))?.id;
  for (const device of HOUSE_DEVICES) await client.ws({ type: "config/device_registry/update", device_id: idOf(device.id), area_id: device.area });
  for (const [entity_id, area_id] of Object.entries(ENTITY_AREAS)) await client.ws({ type: "config/entity_registry/update", entity_id, area_id });
  for (const { name, entities = [], devices: labelled = [], areas = [] } of LABELS) {
    const { label_id } = await client.ws<{ label_id: string }>({ type: "config/label_registry/create", name });
    for (const entity_id of entities) await client.ws({ type: "config/entity_registry/update", entity_id, labels: [label_id] });
    for (const id of labelled) await client.ws({ type: "config/device_registry/update", device_id: idOf(id), labels: [label_id] });
    for (const area_id of areas) await client.ws({ type: "config/area_registry/update", area_id, labels: [label_id] });
  }
}

const ENERGY = {
  energy_sources: [{ type: "solar", stat_energy_from: "sensor.solar_production", config_entry_solar_forecast: null }],
  device_consumption: [{ stat_consumption: "sensor.washing_machine_energy" }],
} as const;
