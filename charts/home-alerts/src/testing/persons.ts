import type { Entity } from "./alert-case.ts";

/** A person and where they are: `home`, `not_home` or a zone. */
export function person(name: string, changes: Entity["changes"]): Entity {
  return { entityId: `person.${name}`, shows: { kind: "set", states: ["home", "not_home", "Work"], atRest: ["home"] }, changes };
}
