// What a person would arrange in the settings: floors, areas, labels and what carries them.

export const FLOORS = [
  { name: "Basement", level: -1 },
  { name: "Ground", level: 0 },
  { name: "Upper", level: 1 },
] as const;

export type HouseArea = {
  readonly name: string;
  readonly floor?: (typeof FLOORS)[number]["name"];
  readonly temperature?: string;
  readonly humidity?: string;
};

export const AREAS: readonly HouseArea[] = [
  { name: "Basement", floor: "Basement", temperature: "sensor.basement_temperature", humidity: "sensor.basement_humidity" },
  { name: "Laundry", floor: "Basement" },
  { name: "Hallway", floor: "Ground" },
  { name: "Kitchen", floor: "Ground", temperature: "sensor.kitchen_temperature" },
  { name: "Living room", floor: "Ground" },
  { name: "Garage", floor: "Ground" },
  { name: "Bedroom", floor: "Upper", temperature: "sensor.bedroom_temperature", humidity: "sensor.bedroom_humidity" },
  { name: "Bathroom", floor: "Upper" },
  { name: "Garden" },
];

export type HouseLabel = {
  readonly name: string;
  readonly entities?: readonly string[];
  readonly devices?: readonly string[];
  readonly areas?: readonly string[];
};

export const LABELS: readonly HouseLabel[] = [
  { name: "Night light", entities: ["light.basement_night"] },
  { name: "Alerts off", entities: ["binary_sensor.bedroom_window"] },
  { name: "Freezer", devices: ["freezer"] },
  { name: "Fridge", entities: ["sensor.fridge_temperature"] },
  { name: "Outdoors", areas: ["garden"] },
];

/** Entities without a device of their own, and where they belong. */
export const ENTITY_AREAS: Readonly<Record<string, string>> = {
  "light.basement_lights": "basement",
  "light.laundry": "laundry",
  "switch.laundry_light": "laundry",
};
