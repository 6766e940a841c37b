import { entityFamilies } from "../../entity-families.ts";
import type { HouseFacts } from "../domain-mapping.ts";
import { numberOf } from "./attribute-series.ts";
import type { AttributeSeries, StateSeries } from "./define-mapping.ts";

const HOME_OR_NOT = ["home", "not_home"];
// One list for each list of zones, so that a set sees the same list until the zones change.
const placesByZones = new WeakMap<readonly string[], readonly string[]>();

/** Where a person or a tracked thing is: at home, in a zone, or away. */
export const presenceState: StateSeries = {
  states: HOME_OR_NOT,
  atRest: ["home"],
  observe({ state }, facts, out) {
    out.set(entityFamilies.enumState, state, places(facts.zoneNames));
  },
};

/** Coordinates are private: they exist only where the owner asked for them. */
export function coordinatesOf(domain: string): readonly AttributeSeries[] {
  const onlyWhen = (_entity: unknown, facts: HouseFacts) => facts.location;
  return [
    numberOf(domain, "latitude", "degrees", "Latitude, north is positive; only with entities.location.", { onlyWhen }),
    numberOf(domain, "longitude", "degrees", "Longitude, east is positive; only with entities.location.", { onlyWhen }),
  ];
}

export function positionOf(domain: string): readonly AttributeSeries[] {
  const onlyWhen = (_entity: unknown, facts: HouseFacts) => facts.location;
  return [
    ...coordinatesOf(domain),
    numberOf(domain, "gps_accuracy", "meters", "How exact the position is, in m; only with entities.location.", { onlyWhen }),
  ];
}

function places(zoneNames: readonly string[]): readonly string[] {
  const known = placesByZones.get(zoneNames);
  if (known !== undefined) return known;
  const all = [...HOME_OR_NOT, ...zoneNames];
  placesByZones.set(zoneNames, all);
  return all;
}
