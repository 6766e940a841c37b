import type { EntityState } from "../../entity.ts";
import type { Family } from "../../family.ts";
import type { DomainMapping, HouseFacts, Observations } from "../domain-mapping.ts";

/** What the state itself becomes; the kinds of states stand beside this file. */
export interface StateSeries {
  readonly states?: readonly string[];
  readonly atRest?: readonly string[];
  observe(entity: EntityState, facts: HouseFacts, out: Observations): void;
}

/** What one attribute becomes. */
export interface AttributeSeries {
  readonly family: Family;
  observe(entity: EntityState, facts: HouseFacts, out: Observations): void;
}

/** A domain that is its state and some of its attributes, each by itself. */
export function defineMapping(domain: string, state: StateSeries, series: readonly AttributeSeries[] = []): DomainMapping {
  return {
    domain,
    ...(state.states === undefined ? {} : { states: state.states }),
    ...(state.atRest === undefined ? {} : { atRest: state.atRest }),
    families: series.map(({ family }) => family),
    observe(entity, facts, out) {
      state.observe(entity, facts, out);
      for (const one of series) one.observe(entity, facts, out);
    },
  };
}
