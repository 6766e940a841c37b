import type { Forecasts } from "./world.ts";

export function createForecasts(): Forecasts {
  const forecasts = new Map<string, unknown[]>();
  const listeners: Forecasts["listeners"] = new Set();
  return {
    listeners,
    get: (entityId, type) => forecasts.get(`${entityId} ${type}`),
    set(entityId, type, forecast) {
      forecasts.set(`${entityId} ${type}`, forecast);
      for (const listener of listeners) listener(entityId, type);
    },
  };
}
