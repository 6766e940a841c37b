import {
  battery,
  binarySensor,
  commanded,
  cover,
  entity,
  inParts,
  light,
  lock,
  measurement,
  meter,
  sensor,
  switchable,
  switchedInParts,
  topicOf,
  valve,
  withReadings,
  type MqttEntity,
} from "./mqtt-entity.ts";

export type HouseDevice = {
  readonly id: string;
  readonly name: string;
  readonly model: string;
  readonly area: string;
  readonly entities: readonly MqttEntity[];
};

/** The devices of the house that speak MQTT. */
export const HOUSE_DEVICES: readonly HouseDevice[] = [
  device("basement_lights", "Basement lights", "Dimmer 4", "basement", [
    light("light.basement_ceiling", "Ceiling"),
    light("light.basement_workbench", "Workbench"),
    light("light.basement_shelf", "Shelf"),
    light("light.basement_night", "Night light"),
  ]),
  device("basement_motion", "Basement motion", "Motion 1", "basement", [
    binarySensor("binary_sensor.basement_motion", "Motion", "motion"),
    measurement("sensor.basement_illuminance", "Illuminance", "illuminance", "lx", 4),
    battery("sensor.basement_motion_battery", "Battery", 87),
  ]),
  device("basement_climate", "Basement climate", "Climate 2", "basement", [
    measurement("sensor.basement_temperature", "Temperature", "temperature", "°C", 17.4),
    measurement("sensor.basement_humidity", "Humidity", "humidity", "%", 63),
    battery("sensor.basement_climate_battery", "Battery", 12),
  ]),
  device("laundry", "Laundry", "Plug 16A", "laundry", [
    switchable("switch.washing_machine", "Washing machine", { device_class: "outlet" }),
    measurement("sensor.washing_machine_power", "Power", "power", "W", 2.1),
    meter("sensor.washing_machine_energy", "Energy", "energy", "kWh", 412.7),
    binarySensor("binary_sensor.laundry_leak", "Leak", "moisture"),
    sensor("sensor.washing_machine_phase", "Phase", "idle", { device_class: "enum", options: ["idle", "wash", "rinse", "spin", "done"] }),
    binarySensor("binary_sensor.laundry_pump_problem", "Pump problem", "problem"),
  ]),
  device("freezer", "Freezer", "Probe 1", "laundry", [
    measurement("sensor.freezer_temperature", "Temperature", "temperature", "°C", -18.6),
    binarySensor("binary_sensor.freezer_door", "Door", "door"),
  ]),
  device("energy_meter", "Energy meter", "Meter 3P", "hallway", [
    meter("sensor.grid_import", "Import", "energy", "kWh", 12_345.6),
    meter("sensor.grid_export", "Export", "energy", "kWh", 2_345.6),
    meter("sensor.solar_production", "Solar production", "energy", "kWh", 5_432.1),
    meter("sensor.gas_consumption", "Gas", "gas", "m³", 1_234.567),
    meter("sensor.water_consumption", "Water", "water", "L", 98_765),
    measurement("sensor.house_power", "Power", "power", "kW", 0.412),
    measurement("sensor.house_voltage", "Voltage", "voltage", "V", 231.2),
    measurement("sensor.house_current", "Current", "current", "A", 1.8),
    measurement("sensor.house_frequency", "Frequency", "frequency", "Hz", 50.01),
    valve("valve.water_main", "Water main"),
  ]),
  device("front_door", "Front door", "Lock 2", "hallway", [
    lock("lock.house_door", "Lock"),
    binarySensor("binary_sensor.front_door", "Contact", "door"),
    entity("event.doorbell", "Bell", { state_topic: topicOf("event.doorbell"), event_types: ["ring", "press"], device_class: "doorbell" }),
    battery("sensor.front_door_battery", "Battery", 54),
    entity("button.front_door_identify", "Identify", { command_topic: topicOf("button.front_door_identify"), device_class: "identify" }),
  ]),
  device("hall", "Hall", "Hub 1", "hallway", [
    light("light.hall", "Light"),
    binarySensor("binary_sensor.hall_smoke", "Smoke", "smoke"),
    binarySensor("binary_sensor.hall_carbon_monoxide", "Carbon monoxide", "carbon_monoxide"),
    commanded("siren.hall", "Siren", '{"state":"OFF"}', { available_tones: ["alarm", "chime"] }),
    commanded("alarm_control_panel.house", "Alarm", "disarmed", {
      payload_arm_home: "armed_home",
      payload_arm_away: "armed_away",
      payload_arm_night: "armed_night",
      payload_disarm: "disarmed",
      code_arm_required: false,
      code_disarm_required: false,
    }),
    withReadings(
      entity("update.hall_hub", "Firmware", {
        command_topic: topicOf("update.hall_hub", "install"),
        payload_install: "INSTALL",
        device_class: "firmware",
      }),
      {
        state_topic: '{"installed_version":"1.4.0","latest_version":"1.5.1","title":"Hub firmware"}',
      },
    ),
    measurement("sensor.hall_hub_signal", "Signal", "signal_strength", "dBm", -61),
    sensor("sensor.hall_hub_started", "Started", "2026-11-01T06:30:00+00:00", { device_class: "timestamp", entity_category: "diagnostic" }),
    sensor("sensor.hall_hub_note", "Note", "all quiet"),
  ]),
  device("kitchen", "Kitchen", "Panel 5", "kitchen", [
    light("light.kitchen", "Light", { brightness: true, supported_color_modes: ["color_temp"] }),
    binarySensor("binary_sensor.kitchen_window", "Window", "window"),
    measurement("sensor.kitchen_temperature", "Temperature", "temperature", "°C", 21.3),
    measurement("sensor.kitchen_co2", "Carbon dioxide", "carbon_dioxide", "ppm", 612),
    measurement("sensor.kitchen_pm25", "PM2.5", "pm25", "µg/m³", 7),
    measurement("sensor.fridge_temperature", "Fridge", "temperature", "°C", 4.2),
    switchedInParts("fan.kitchen_hood", "Hood", { percentage: "0" }),
    commanded("select.kitchen_scene", "Scene", "off", { options: ["off", "cooking", "dining"] }),
    commanded("number.kitchen_boost", "Boost", "20", { min: 0, max: 120, step: 5, unit_of_measurement: "min" }),
    commanded("text.kitchen_note", "Shopping", "milk"),
  ]),
  device("living_room", "Living room", "Thermostat 7", "living_room", [
    light("light.living_room", "Light", { brightness: true, supported_color_modes: ["rgb"] }),
    withReadings(
      inParts(
        "climate.living_room",
        "Thermostat",
        { mode: "heat", temperature: "21", preset_mode: "comfort" },
        {
          modes: ["off", "heat", "auto"],
          preset_modes: ["comfort", "eco", "away"],
          preset_mode_value_template: "{{ value }}",
          temp_step: 0.5,
        },
      ),
      { current_temperature_topic: "20.6", current_humidity_topic: "45", action_topic: "heating" },
    ),
    cover("cover.living_room_blind", "Blind", "blind"),
    binarySensor("binary_sensor.living_room_occupancy", "Occupancy", "occupancy"),
    commanded("vacuum.robot", "Robot", '{"state":"docked"}', {
      payload_start: '{"state":"cleaning"}',
      payload_pause: '{"state":"paused"}',
      payload_return_to_base: '{"state":"docked"}',
      supported_features: ["start", "pause", "return_home"],
    }),
  ]),
  device("garage", "Garage", "Opener 1", "garage", [
    cover("cover.garage_gate", "Door", "garage"),
    light("light.garage", "Light", {}),
    measurement("sensor.car_battery", "Car battery", "battery", "%", 71),
    measurement("sensor.car_range", "Car range", "distance", "km", 312),
  ]),
  device("bedroom", "Bedroom", "Panel 3", "bedroom", [
    light("light.bedroom", "Light"),
    measurement("sensor.bedroom_temperature", "Temperature", "temperature", "°C", 18.9),
    measurement("sensor.bedroom_humidity", "Humidity", "humidity", "%", 51),
    binarySensor("binary_sensor.bedroom_window", "Window", "window"),
    cover("cover.bedroom_shutter", "Shutter", "shutter"),
    switchedInParts("humidifier.bedroom", "Humidifier", { target_humidity: "50" }, { device_class: "humidifier" }),
  ]),
  device("bathroom", "Bathroom", "Panel 3", "bathroom", [
    light("light.bathroom", "Light"),
    measurement("sensor.bathroom_humidity", "Humidity", "humidity", "%", 58),
    withReadings(inParts("water_heater.bathroom", "Boiler", { mode: "eco", temperature: "52" }, { modes: ["off", "eco", "performance"] }), {
      current_temperature_topic: "49.5",
    }),
  ]),
  device("garden", "Garden", "Station 2", "garden", [
    measurement("sensor.garden_temperature", "Temperature", "temperature", "°F", 44.6),
    measurement("sensor.garden_wind", "Wind", "wind_speed", "km/h", 13),
    measurement("sensor.garden_pressure", "Pressure", "atmospheric_pressure", "hPa", 1_013.2),
    meter("sensor.garden_rain", "Rain", "precipitation", "mm", 831),
    mower("lawn_mower.garden", "Mower"),
    switchable("switch.garden_pump", "Pump"),
  ]),
  device("phone", "Anna's phone", "Phone", "hallway", [
    entity(
      "device_tracker.anna_phone",
      "Phone",
      { state_topic: topicOf("device_tracker.anna_phone"), source_type: "gps" },
      { [topicOf("device_tracker.anna_phone")]: "home" },
    ),
    battery("sensor.anna_phone_battery", "Battery", 66),
  ]),
];

function device(id: string, name: string, model: string, area: string, entities: readonly MqttEntity[]): HouseDevice {
  return { id, name, model, area, entities };
}

function mower(entityId: string, name: string): MqttEntity {
  const topic = topicOf(entityId);
  const commands = { dock: "docked", pause: "paused", start_mowing: "mowing" };
  const discovery = Object.entries(commands).flatMap(([verb, state]) => [
    [`${verb}_command_topic`, topic],
    [`${verb}_command_template`, state],
  ]);
  return entity(entityId, name, { activity_state_topic: topic, retain: true, ...Object.fromEntries(discovery) }, { [topic]: "docked" });
}
