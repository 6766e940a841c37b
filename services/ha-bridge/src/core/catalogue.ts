import { alertFamilies } from "./alert-families.ts";
import { bridgeFamilies } from "./bridge-families.ts";
import { entityFamilies } from "./entity-families.ts";
import type { Family } from "./family.ts";
import { houseFamilies } from "./house-families.ts";
import { mappings } from "./mapping/index.ts";
import { quantityFamilies } from "./quantities.ts";

/** The families that are known by a name in the code. */
export const families = { ...entityFamilies, ...houseFamilies, ...bridgeFamilies, ...alertFamilies } as const;

/** Every family that the bridge can ever send. */
export const allFamilies: readonly Family[] = [
  ...Object.values(entityFamilies),
  ...quantityFamilies,
  ...mappings.flatMap((mapping) => mapping.families),
  ...Object.values(houseFamilies),
  ...Object.values(bridgeFamilies),
  ...Object.values(alertFamilies),
];

export const familyByName: ReadonlyMap<string, Family> = new Map(allFamilies.map((family) => [family.name, family]));
