import type { UnitKindName } from "./units.ts";

/** A numeric device class of Home Assistant: one quantity, whose values may be summed and compared. */
export interface DeviceClass {
  readonly title: string;
  /** Kinds of unit that it comes in and that cannot be converted into each other; each makes a family. */
  readonly kinds: readonly UnitKindName[];
  /** Home Assistant lets it be a meter (`total`, `total_increasing`). */
  readonly accumulates?: true;
}

/** Money has its currency as a label and is made in quantities.ts. */
export const MONETARY = "monetary";

export const deviceClasses: Readonly<Record<string, DeviceClass>> = {
  absolute_humidity: { title: "Absolute humidity", kinds: ["gramsPerM3"] },
  apparent_power: { title: "Apparent power", kinds: ["va"] },
  aqi: { title: "Air quality index", kinds: ["none"] },
  area: { title: "Area", kinds: ["m2"], accumulates: true },
  atmospheric_pressure: { title: "Atmospheric pressure", kinds: ["hpa"] },
  battery: { title: "Battery charge", kinds: ["percent"] },
  blood_glucose_concentration: { title: "Blood glucose concentration", kinds: ["mgPerDl"] },
  carbon_dioxide: { title: "Carbon dioxide in the air", kinds: ["ppm"] },
  carbon_monoxide: { title: "Carbon monoxide in the air", kinds: ["ppm", "ugPerM3"] },
  conductivity: { title: "Conductivity", kinds: ["usPerCm"] },
  current: { title: "Electric current", kinds: ["amperes"] },
  data_rate: { title: "Data rate", kinds: ["bytesPerSecond"] },
  data_size: { title: "Data size", kinds: ["bytes"], accumulates: true },
  distance: { title: "Distance", kinds: ["meters"], accumulates: true },
  duration: { title: "Duration", kinds: ["seconds"], accumulates: true },
  energy: { title: "Energy", kinds: ["kwh"], accumulates: true },
  energy_distance: { title: "Energy per distance", kinds: ["whPerKm"] },
  energy_storage: { title: "Stored energy", kinds: ["kwh"] },
  frequency: { title: "Frequency", kinds: ["hertz"] },
  gas: { title: "Gas", kinds: ["m3"], accumulates: true },
  humidity: { title: "Relative humidity", kinds: ["percent"] },
  illuminance: { title: "Illuminance", kinds: ["lux"] },
  irradiance: { title: "Irradiance", kinds: ["wattsPerM2"] },
  moisture: { title: "Moisture", kinds: ["percent"] },
  nitrogen_dioxide: { title: "Nitrogen dioxide in the air", kinds: ["ppm", "ugPerM3"] },
  nitrogen_monoxide: { title: "Nitrogen monoxide in the air", kinds: ["ppm", "ugPerM3"] },
  nitrous_oxide: { title: "Nitrous oxide in the air", kinds: ["ugPerM3"] },
  ozone: { title: "Ozone in the air", kinds: ["ppm", "ugPerM3"] },
  ph: { title: "Acidity (pH)", kinds: ["none"] },
  pm1: { title: "Particles up to 1 µm in the air", kinds: ["ugPerM3"] },
  pm10: { title: "Particles up to 10 µm in the air", kinds: ["ugPerM3"] },
  pm25: { title: "Particles up to 2.5 µm in the air", kinds: ["ugPerM3"] },
  pm4: { title: "Particles up to 4 µm in the air", kinds: ["ugPerM3"] },
  power: { title: "Power", kinds: ["watts"] },
  power_factor: { title: "Power factor", kinds: ["percentOrRatio"] },
  precipitation: { title: "Precipitation", kinds: ["mm"], accumulates: true },
  precipitation_intensity: { title: "Precipitation intensity", kinds: ["mmPerHour"] },
  pressure: { title: "Pressure", kinds: ["hpa"] },
  radon: { title: "Radon in the air", kinds: ["bqPerM3"] },
  reactive_energy: { title: "Reactive energy", kinds: ["varh"], accumulates: true },
  reactive_power: { title: "Reactive power", kinds: ["var"] },
  signal_strength: { title: "Signal strength", kinds: ["dbm", "db"] },
  sound_pressure: { title: "Sound pressure", kinds: ["db", "dba"] },
  speed: { title: "Speed", kinds: ["metersPerSecond", "beaufort"] },
  sulphur_dioxide: { title: "Sulphur dioxide in the air", kinds: ["ppm", "ugPerM3"] },
  temperature: { title: "Temperature", kinds: ["celsius"] },
  temperature_delta: { title: "Temperature difference", kinds: ["celsiusDelta"] },
  volatile_organic_compounds: { title: "Volatile organic compounds by mass", kinds: ["ugPerM3"] },
  volatile_organic_compounds_parts: { title: "Volatile organic compounds by parts", kinds: ["ppm"] },
  voltage: { title: "Voltage", kinds: ["volts"] },
  volume: { title: "Volume", kinds: ["m3"], accumulates: true },
  volume_flow_rate: { title: "Volume flow", kinds: ["m3PerHour"] },
  volume_storage: { title: "Stored volume", kinds: ["m3"] },
  water: { title: "Water", kinds: ["m3"], accumulates: true },
  weight: { title: "Weight", kinds: ["kilograms"], accumulates: true },
  wind_direction: { title: "Wind direction", kinds: ["degrees"] },
  wind_speed: { title: "Wind speed", kinds: ["metersPerSecond", "beaufort"] },
};

/** Also right for the names of everything's prototype, such as "constructor". */
export function deviceClassOf(name: string): DeviceClass | undefined {
  return Object.hasOwn(deviceClasses, name) ? deviceClasses[name] : undefined;
}

export function isNumericDeviceClass(name: unknown): boolean {
  return typeof name === "string" && (name === MONETARY || deviceClassOf(name) !== undefined);
}
