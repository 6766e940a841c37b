import type { Alert, Group } from "@tiles/home-alerts/alert";
import { catalogue } from "@tiles/home-alerts/catalogue";
import type { KnownAlert } from "./core/alerts/alert-view.ts";

/** Alerts that have their entities in Home Assistant from the beginning: those that are on without anybody's doing. */
export const knownAlerts: readonly KnownAlert[] = catalogue
  .filter(({ onByDefault, alwaysFires }: Alert) => onByDefault && alwaysFires !== true)
  .map(({ name, severity }) => ({ name, severity }));

const OF_OTHER_SERVICES: ReadonlySet<Group> = new Set<Group>(["certificates", "maintenance"]);

/** Alerts whose `instance` is the name of a house. In the series of the other services it is theirs. */
export const houseAlerts: ReadonlySet<string> = new Set(catalogue.filter(({ group }) => !OF_OTHER_SERVICES.has(group)).map(({ name }) => name));
