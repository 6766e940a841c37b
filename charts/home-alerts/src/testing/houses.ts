import type { Entity, House, OtherSeries } from "./alert-case.ts";

/** The house that most cases are about. */
export function home(...entities: readonly Entity[]): House {
  return { instance: "home", zone: "Europe/Berlin", entities };
}

/** Another house in the same store, in another time zone. */
export function cabin(...entities: readonly Entity[]): House {
  return { instance: "cabin", zone: "America/New_York", entities };
}

/** A site of which other services tell, in the series that they send. */
export function site(...series: readonly OtherSeries[]): House {
  return { instance: "site", zone: "Europe/Berlin", entities: [], series };
}

/** Another one in the same store, in another time zone. */
export function otherSite(...series: readonly OtherSeries[]): House {
  return { instance: "other-site", zone: "America/New_York", entities: [], series };
}

/** A house with further series, of itself, its bridge or another service. */
export function withSeries(house: House, ...series: readonly OtherSeries[]): House {
  return { ...house, series };
}
