import type { RecordedChange } from "./house-record.ts";

/** Of each series (by `keyOf`): the value at each time at which its entity changed. */
export type ExpectedSamples = ReadonlyMap<string, ReadonlyMap<number, number>>;

/** What the store has to hold of these changes, worked out from Home Assistant's own words alone. */
export function expectedSamples(changes: readonly RecordedChange[]): ExpectedSamples {
  const expected = new Map<string, Map<number, number>>();
  const newest = new Map<string, number>();
  for (const change of changes) {
    // Changes of one millisecond get one after the other.
    const atMs = Math.max(change.atMs, (newest.get(change.entityId) ?? 0) + 1);
    newest.set(change.entityId, atMs);
    for (const [key, value] of valuesOf(change)) {
      const samples = expected.get(key) ?? new Map<number, number>();
      expected.set(key, samples.set(atMs, value));
    }
  }
  return expected;
}

export function keyOf(name: string, entityId: string, state = ""): string {
  return `${name}{${entityId}${state && `,${state}`}}`;
}

const NUMBERS: Readonly<Record<string, string>> = {
  temperature: "ha_temperature_celsius",
  humidity: "ha_humidity_percent",
  power: "ha_power_watts",
  none: "ha_value",
};

function valuesOf({ entityId, state, attributes }: RecordedChange): [key: string, value: number][] {
  if (entityId.startsWith("binary_sensor.")) return [[keyOf("ha_on", entityId), state === "on" ? 1 : 0]];
  const options = attributes["options"];
  if (Array.isArray(options)) return options.map((option: string) => [keyOf("ha_enum_state", entityId, option), option === state ? 1 : 0]);
  const { device_class: deviceClass = "none" } = attributes as { readonly device_class?: string };
  return [[keyOf(NUMBERS[deviceClass] ?? "", entityId), Number(state)]];
}
