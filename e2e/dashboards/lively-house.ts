import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { topicOf } from "../../tools/testbed/home-assistant/mqtt-entity.ts";
import { publish } from "../../tools/testbed/home-assistant/publish-house.ts";
import type { HomeAssistant } from "../../tools/testbed/home-assistant/start-home-assistant.ts";

/** Integrations have their troubles, a backup is made, something is logged. */
async function needCare(ha: HomeAssistant): Promise<void> {
  await writeFile(join(ha.configDir, "troubled.down"), "");
  const [entry] = await ha.ws<{ entry_id: string }[]>({ type: "config_entries/get", domain: "troubled" });
  await ha.callService("homeassistant", "reload_config_entry", { entry_id: entry?.entry_id });
  await ha.ws({ type: "backup/generate", agent_ids: ["backup.local"], include_database: false });
  await log(ha);
}

function log(ha: HomeAssistant): Promise<unknown> {
  return ha.callService("system_log", "write", { message: "The oven door is open", level: "error", logger: "tiles.evening" });
}

/** What is on, open and wrong: so that no panel is empty because all is well. */
export async function comeHome(ha: HomeAssistant): Promise<void> {
  const call = (domain: string, service: string, entityId: string) => ha.callService(domain, service, { entity_id: entityId });
  await call("light", "turn_on", "light.kitchen");
  await call("light", "turn_on", "light.basement_workbench");
  await call("lock", "unlock", "lock.house_door");
  await call("alarm_control_panel", "alarm_arm_night", "alarm_control_panel.house");
  await call("cover", "open_cover", "cover.garage_gate");
  await call("valve", "open_valve", "valve.water_main");
  await call("input_boolean", "turn_on", "input_boolean.guests");
  await call("script", "turn_on", "script.house_reset");
  await ha.setMqtt("binary_sensor.kitchen_window", "ON");
  await ha.setMqtt("binary_sensor.front_door", "ON");
  await ha.setMqtt("binary_sensor.basement_motion", "ON");
  await ha.setMqtt("binary_sensor.laundry_leak", "ON");
  await ha.setMqtt("sensor.basement_motion_battery", "21");
  await ha.setMqtt("sensor.house_power", "1.8");
  await needCare(ha);
  await addSelect(ha);
  await ha.untilState(SELECT, () => true);
  await choose(ha, OPTIONS.slice(0, 34));
}

/** The same evening, later: meters have counted, batteries have drained, a device is silent. */
export async function spendTheEvening(ha: HomeAssistant): Promise<void> {
  await ha.setMqtt("binary_sensor.kitchen_window", "OFF");
  await ha.setMqtt("binary_sensor.kitchen_window", "ON");
  await ha.setMqtt("sensor.basement_motion_battery", "17");
  await ha.setMqtt("sensor.grid_import", "12347.1");
  await ha.setMqtt("sensor.gas_consumption", "1234.9");
  await ha.setMqtt("sensor.water_consumption", "98800");
  await ha.setMqtt("sensor.kitchen_co2", "1130");
  await ha.setDeviceAvailable("bathroom", false);
  await choose(ha, OPTIONS.slice(34, 36));
  await log(ha);
}

const SELECT = "select.house_mood";
const OPTIONS = Array.from({ length: 40 }, (_, index) => `mood ${index}`);

// The bridge exports at most 32 states of one set. What it leaves out of this one it counts.
async function addSelect(ha: HomeAssistant): Promise<void> {
  const topic = topicOf(SELECT);
  const payload = {
    name: "Mood",
    unique_id: SELECT,
    default_entity_id: SELECT,
    command_topic: topic,
    state_topic: topic,
    retain: true,
    options: OPTIONS,
  };
  await publish(ha.broker.url, [{ topic: `homeassistant/${SELECT.replace(".", "/")}/config`, payload: JSON.stringify(payload) }]);
}

async function choose(ha: HomeAssistant, options: readonly string[]): Promise<void> {
  for (const option of options) {
    await ha.callService("select", "select_option", { entity_id: SELECT, option });
    await ha.untilState(SELECT, option);
  }
}
