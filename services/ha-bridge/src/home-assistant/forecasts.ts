import type { Clock } from "@tiles/kit/clock";
import { domainOf } from "../core/entity.ts";
import type { Forecast } from "../core/mapping/domain-mapping.ts";
import { subscribeForecast } from "./messages.ts";
import type { ForecastEvent } from "./schema.ts";
import { forecastEvent } from "./schema.ts";
import type { Commands } from "./commands.ts";

const DAY_MS = 86_400_000;

/** Subscribes to the forecast of each weather entity once; one that has none is left alone. */
export function followForecasts(commands: Commands, told: (entityId: string, forecast: Forecast) => void, clock: Clock) {
  const followed = new Set<string>();
  return {
    async follow(entityIds: Iterable<string>): Promise<void> {
      for (const entityId of entityIds) {
        if (domainOf(entityId) !== "weather" || followed.has(entityId)) continue;
        followed.add(entityId);
        // Hourly says more about the next 24 hours; many integrations have only days.
        for (const kind of ["hourly", "daily"] as const) if (await subscribed(entityId, kind)) break;
      }
    },
  };

  async function subscribed(entityId: string, kind: "hourly" | "daily"): Promise<boolean> {
    try {
      await commands.subscribe(subscribeForecast(entityId, kind), (raw) => {
        const event = forecastEvent.safeParse(raw);
        if (event.success) told(entityId, nextDay(event.data, clock.now()));
      });
      return true;
    } catch {
      // `forecast_not_supported`, or the connection is gone, which its owner sees by itself.
      return false;
    }
  }
}

/** Minimum, maximum and rain of the next 24 hours; of a daily forecast, of the days that begin in them. */
export function nextDay(event: ForecastEvent, nowMs: number): Forecast {
  const entries = (event.forecast ?? []).filter(({ datetime }) => {
    const atMs = Date.parse(datetime);
    return atMs > nowMs - 3_600_000 && atMs <= nowMs + DAY_MS;
  });
  const temperatures = entries.flatMap(({ temperature, templow }) => [temperature, templow]).filter((value) => typeof value === "number");
  const rain = entries.map(({ precipitation }) => precipitation).filter((value) => typeof value === "number");
  return {
    ...(temperatures.length > 0 && { temperatureMin: Math.min(...temperatures), temperatureMax: Math.max(...temperatures) }),
    ...(rain.length > 0 && { precipitation: rain.reduce((sum, value) => sum + value, 0) }),
  };
}
