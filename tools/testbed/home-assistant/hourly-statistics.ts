import type { HomeAssistantClient } from "./home-assistant-client.ts";

export const HOUR_MS = 3_600_000;

/** What the statistics of one sensor are; the family is what the bridge calls its quantity. */
export interface StatisticsOf {
  readonly entityId: string;
  readonly unit: string | undefined;
  readonly unitClass: string | undefined;
  readonly family: string;
}

const QUANTITIES = [
  { unit: "°C", unitClass: "temperature", family: "ha_temperature_celsius" },
  { unit: "%", unitClass: "unitless", family: "ha_humidity_percent" },
  { unit: "W", unitClass: "power", family: "ha_power_watts" },
  { unit: undefined, unitClass: undefined, family: "ha_value" },
];
const ROWS_PER_MESSAGE = 4_000;

/** The load generator's numbers take turns in their quantity. */
export function statisticsOf(index: number): StatisticsOf {
  const quantity = QUANTITIES[index % QUANTITIES.length];
  if (quantity === undefined) throw new Error(`no quantity for ${index}`);
  return { entityId: `sensor.load_${index}`, ...quantity };
}

export function meanOf(index: number, hour: number): number {
  return Math.round(1_000 + 100 * Math.sin((hour + index * 7) / 24)) / 50;
}

/** Gives Home Assistant the hourly means of so many hours up to `toMs`; the last ones are known when this resolves. */
export async function importStatistics(
  ha: Pick<HomeAssistantClient, "ws">,
  indexes: readonly number[],
  { fromMs, hours }: { readonly fromMs: number; readonly hours: number },
): Promise<void> {
  for (const index of indexes) {
    const { entityId, unit, unitClass } = statisticsOf(index);
    const metadata = {
      has_sum: false,
      mean_type: 1,
      name: null,
      source: "recorder",
      statistic_id: entityId,
      unit_class: unitClass ?? null,
      unit_of_measurement: unit ?? null,
    };
    for (let hour = 0; hour < hours; hour += ROWS_PER_MESSAGE) {
      const stats = Array.from({ length: Math.min(ROWS_PER_MESSAGE, hours - hour) }, (_, offset) => ({
        start: new Date(fromMs + (hour + offset) * HOUR_MS).toISOString(),
        mean: meanOf(index, hour + offset),
      }));
      await ha.ws({ type: "recorder/import_statistics", metadata, stats });
    }
  }
}
