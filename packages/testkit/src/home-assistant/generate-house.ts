import type { Attributes } from "./entity-state.ts";
import type { House } from "./house.ts";
import type { Registries } from "./registries.ts";

interface Kind {
  readonly domain: string;
  readonly name: string;
  readonly state: (n: number) => string;
  readonly attributes: Attributes;
  readonly category?: "diagnostic" | "config";
}

const measurement = (deviceClass: string, unit: string): Attributes => ({
  device_class: deviceClass,
  unit_of_measurement: unit,
  state_class: "measurement",
});

// What a device of a usual house brings; ten entities, then the next device begins.
const KINDS: readonly Kind[] = [
  { domain: "sensor", name: "temperature", state: (n) => (18 + (n % 60) / 10).toFixed(1), attributes: measurement("temperature", "°C") },
  { domain: "sensor", name: "humidity", state: (n) => String(30 + (n % 40)), attributes: measurement("humidity", "%") },
  { domain: "sensor", name: "power", state: (n) => (n % 1500).toFixed(1), attributes: measurement("power", "W") },
  {
    domain: "sensor",
    name: "energy",
    state: (n) => (n / 100).toFixed(2),
    attributes: { device_class: "energy", unit_of_measurement: "kWh", state_class: "total_increasing" },
  },
  { domain: "sensor", name: "illuminance", state: (n) => String(n % 900), attributes: measurement("illuminance", "lx") },
  { domain: "sensor", name: "battery", state: (n) => String(100 - (n % 100)), attributes: measurement("battery", "%"), category: "diagnostic" },
  {
    domain: "sensor",
    name: "signal",
    state: (n) => String(-40 - (n % 50)),
    attributes: measurement("signal_strength", "dBm"),
    category: "diagnostic",
  },
  { domain: "binary_sensor", name: "door", state: (n) => (n % 3 === 0 ? "on" : "off"), attributes: { device_class: "door" } },
  {
    domain: "light",
    name: "lamp",
    state: (n) => (n % 4 === 0 ? "on" : "off"),
    attributes: { supported_color_modes: ["onoff"], color_mode: "onoff", supported_features: 0 },
  },
  { domain: "switch", name: "plug", state: (n) => (n % 2 === 0 ? "on" : "off"), attributes: { device_class: "outlet" } },
];

const AREAS = ["kitchen", "bedroom", "bathroom", "hall", "cellar", "office", "garden", "garage"] as const;
const FLOORS = { ground: 0, upper: 1 } as const;

/** Fills an empty house with so many entities: floors, areas, devices of ten entities each, all registered. */
export function generateHouse(house: House, registries: Registries, entities: number): void {
  for (const [floorId, level] of Object.entries(FLOORS)) registries.put("floor", floorId, { name: title(floorId), level });
  AREAS.forEach((areaId, n) => registries.put("area", areaId, { name: title(areaId), floor_id: n % 2 === 0 ? "ground" : "upper" }));
  for (let n = 0; n < entities; n++) {
    const device = Math.floor(n / KINDS.length);
    const deviceId = `device${String(device).padStart(26, "0")}`;
    const kind = KINDS[n % KINDS.length];
    if (kind === undefined) continue;
    if (n % KINDS.length === 0) {
      registries.put("device", deviceId, {
        name: `Device ${device}`,
        manufacturer: "Double",
        model: "Ten in one",
        area_id: AREAS[device % AREAS.length],
      });
    }
    const entityId = `${kind.domain}.${kind.name}_${device}`;
    const name = `${title(kind.name)} ${device}`;
    registries.put("entity", entityId, { device_id: deviceId, original_name: name, entity_category: kind.category ?? null });
    house.set(entityId, kind.state(n), { ...kind.attributes, friendly_name: name });
  }
}

function title(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
