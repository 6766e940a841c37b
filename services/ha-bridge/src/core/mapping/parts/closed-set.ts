import { entityFamilies } from "../../entity-families.ts";
import type { DomainMapping } from "../domain-mapping.ts";
import { textsIn } from "./attributes.ts";
import type { AttributeSeries, StateSeries } from "./define-mapping.ts";
import { defineMapping } from "./define-mapping.ts";

export interface ClosedSet {
  readonly states: readonly string[];
  readonly atRest?: readonly string[];
  /** The attribute that lists what this entity can be, where it has one. */
  readonly listedIn?: string;
}

/** A domain whose state is one of a list. */
export function closedSet(domain: string, set: ClosedSet, series: readonly AttributeSeries[] = []): DomainMapping {
  return defineMapping(domain, closedSetState(set), series);
}

export function closedSetState({ states, atRest, listedIn }: ClosedSet): StateSeries {
  return {
    states,
    ...(atRest === undefined ? {} : { atRest }),
    observe({ state, attributes }, _facts, out) {
      const listed = listedIn === undefined ? undefined : textsIn(attributes, listedIn);
      out.set(entityFamilies.enumState, state, listed ?? states);
    },
  };
}
