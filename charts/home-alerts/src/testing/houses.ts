import type { Entity, House } from "./alert-case.ts";

/** The house that most cases are about. */
export function home(...entities: readonly Entity[]): House {
  return { instance: "home", zone: "Europe/Berlin", entities };
}

/** Another house in the same store, in another time zone. */
export function cabin(...entities: readonly Entity[]): House {
  return { instance: "cabin", zone: "America/New_York", entities };
}
