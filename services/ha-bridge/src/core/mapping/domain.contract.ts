import type { EntityState } from "../entity.ts";
import { entityFamilies } from "../entity-families.ts";
import type { Family } from "../family.ts";
import { quantityFamilies } from "../quantities.ts";
import type { DomainMapping, HouseFacts, Observations } from "./domain-mapping.ts";
import { observeEntity } from "./index.ts";

/** One thing that a mapping must do: what it reports of a state and its attributes. */
export interface DomainCase {
  readonly domain: string;
  readonly sentence: string;
  readonly state: string;
  readonly attributes?: Record<string, unknown>;
  readonly facts?: Partial<HouseFacts>;
  /** As `observed` writes it. */
  readonly reports: readonly string[];
}

/**
 * What is reported of an entity, in order, as text: `ha_on 1`, `ha_value{rpm} 900`, `changes`, and for a set the state
 * after its possible states: `ha_enum_state{closed,open} open`.
 */
export function observed({ domain, state, attributes = {}, facts = {} }: Omit<DomainCase, "sentence" | "reports">): string[] {
  const lines: string[] = [];
  const out: Observations = {
    value: (family, value) => void lines.push(`${family.name} ${shown(value)}`),
    labelled: (family, label, value) => void lines.push(`${family.name}{${label}} ${shown(value)}`),
    set: (family, one, possible) => void lines.push(`${family.name}{${possible.join()}} ${one}`),
    later: () => undefined,
    changes: () => void lines.push("changes"),
  };
  observeEntity(entityOf(domain, state, attributes), { ...berlin, ...facts }, out);
  return lines;
}

/** Families that a mapping reported but does not declare, and whatever else breaks its promises. */
export function brokenPromises(mapping: DomainMapping, entity: EntityState, facts: HouseFacts): string[] {
  const broken: string[] = [];
  const declared = new Set<Family>([...mapping.families, ...Object.values(entityFamilies), ...quantityFamilies]);
  const check = (family: Family, labels: number, value = 0) => {
    if (!declared.has(family)) broken.push(`${family.name} is not declared`);
    if (family.labels.length !== labels && family !== entityFamilies.value && family !== entityFamilies.valueTotal)
      broken.push(`${family.name} lacks a label`);
    if (!Number.isFinite(value)) broken.push(`${family.name} is ${value}`);
  };
  mapping.observe(entity, facts, {
    value: (family, value) => check(family, 0, value),
    labelled: (family, _label, value) => check(family, 1, value),
    set: (family) => check(family, 1),
    later: () => undefined,
    changes: () => undefined,
  });
  return broken;
}

export function entityOf(domain: string, state: string, attributes: Record<string, unknown>): EntityState {
  return { entityId: `${domain}.one`, domain, state, attributes, lastChangedUs: 0, lastUpdatedUs: 0 };
}

export const berlin: HouseFacts = { timeZone: "Europe/Berlin", temperatureUnit: "°C", zoneNames: [], location: false, forecasts: new Map() };

// Fourteen digits: conversions may differ in the last bits, meanings may not.
function shown(value: number): number {
  return Number(value.toPrecision(14));
}
