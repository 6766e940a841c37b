import type { Entity, House, OtherSeries } from "./alert-case.ts";

/** The house that most cases are about. */
export function home(...entities: readonly Entity[]): House {
  return { instance: "home", zone: "Europe/Berlin", entities };
}

/** Another house in the same store, in another time zone. */
export function cabin(...entities: readonly Entity[]): House {
  return { instance: "cabin", zone: "America/New_York", entities };
}

/** A house with further series, of itself, its bridge or another service. */
export function withSeries(house: House, ...series: readonly OtherSeries[]): House {
  return { ...house, series };
}
