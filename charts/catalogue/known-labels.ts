import { allFamilies } from "../../services/ha-bridge/src/core/catalogue.ts";
import { familiesToCome } from "./families-to-come.ts";
import { foreignFamilies } from "./foreign-families.ts";
import { labelsToCome } from "./labels-to-come.ts";

/** Labels that the bridge gives every series of an entity, where they are present. */
const OF_ENTITIES = ["entity_id", "domain", "device_class", "area", "floor", "category"];
const OF_ALL = ["job", "instance"];

/** The labels that the series of each known metric can have; a metric that is not here exists nowhere. */
export const knownLabels: ReadonlyMap<string, ReadonlySet<string>> = labelsByName();

function labelsByName(): Map<string, Set<string>> {
  const known = new Map<string, Set<string>>();
  const add = (name: string, labels: readonly string[]) => known.set(name, new Set([...(known.get(name) ?? OF_ALL), ...labels]));
  for (const { name, labels, scope } of allFamilies)
    add(name, [...labels, ...(scope === "entity" ? OF_ENTITIES : []), ...(labelsToCome[name] ?? [])]);
  for (const { name, labels, kind } of familiesToCome) {
    if (kind !== "histogram") add(name, labels);
    else for (const suffix of ["_bucket", "_sum", "_count"]) add(`${name}${suffix}`, suffix === "_bucket" ? [...labels, "le"] : labels);
  }
  for (const { name, labels } of foreignFamilies) add(name, labels);
  return known;
}
