import type { Attributes, EntityState } from "../../entity.ts";
import type { Family } from "../../family.ts";
import { unitKinds } from "../../unit-kinds.ts";
import type { UnitKindName } from "../../units.ts";
import { convert } from "../../units.ts";
import type { HouseFacts } from "../domain-mapping.ts";
import { flagIn, numberIn, textIn, textsIn } from "./attributes.ts";
import type { AttributeSeries } from "./define-mapping.ts";
import { clockSeconds, epochSeconds } from "./point-in-time.ts";

export interface NumberOptions {
  /** The name without the unit, where the attribute's own says it badly. */
  readonly name?: string;
  readonly factor?: number;
  /** The attribute that names the unit, where it is not always the same. */
  readonly unitIn?: string;
  readonly onlyWhen?: (entity: EntityState, facts: HouseFacts) => boolean;
}

/** A numeric attribute: `ha_<domain>_<name>_<unit>`. */
export function numberOf(domain: string, attribute: string, kind: UnitKindName, help: string, options: NumberOptions = {}): AttributeSeries {
  const { unitIn, factor = 1, onlyWhen } = options;
  const family = attributeFamily(domain, attribute, { help, kind, name: options.name ?? attribute });
  return {
    family,
    observe(entity, facts, out) {
      const number = numberIn(entity.attributes, attribute);
      if (number === undefined || onlyWhen?.(entity, facts) === false) return;
      const value = unitIn === undefined ? number * factor : convert(number, unitOf(entity.attributes, unitIn, facts), kind);
      if (value !== undefined && Number.isFinite(value)) out.value(family, value);
    },
  };
}

// Climate and water heaters name their unit since 2026.11; before, it was that of the house.
export function unitOf(attributes: Attributes, unitIn: string, facts: HouseFacts): string {
  return textIn(attributes, unitIn) ?? (unitIn === TEMPERATURE_UNIT ? facts.temperatureUnit : "");
}

export const TEMPERATURE_UNIT = "temperature_unit";

export function temperatureOf(domain: string, attribute: string, help: string, name?: string): AttributeSeries {
  return numberOf(domain, attribute, "celsius", help, { unitIn: TEMPERATURE_UNIT, ...(name === undefined ? {} : { name }) });
}

/** A yes-or-no attribute: `ha_<domain>_<attribute>` 0/1. */
export function flagOf(domain: string, attribute: string, help: string): AttributeSeries {
  const family = attributeFamily(domain, attribute, { help });
  return {
    family,
    observe({ attributes }, _facts, out) {
      const flag = flagIn(attributes, attribute);
      if (flag !== undefined) out.value(family, flag);
    },
  };
}

/** An attribute that is a point in time: `ha_<domain>_<attribute>_seconds`. */
export function timeOf(domain: string, attribute: string, help: string): AttributeSeries {
  const family = attributeFamily(domain, attribute, { help, kind: "seconds" });
  return {
    family,
    observe({ attributes }, { timeZone }, out) {
      const text = textIn(attributes, attribute);
      const seconds = text === undefined ? undefined : epochSeconds(text, timeZone);
      if (seconds !== undefined) out.value(family, seconds);
    },
  };
}

/** An attribute that is a length of time as a clock shows it: `ha_<domain>_<attribute>_seconds`. */
export function clockOf(domain: string, attribute: string, help: string, onlyInState?: string): AttributeSeries {
  const family = attributeFamily(domain, attribute, { help, kind: "seconds" });
  return {
    family,
    observe({ attributes, state }, _facts, out) {
      const text = textIn(attributes, attribute);
      const seconds = text === undefined ? undefined : clockSeconds(text);
      if (seconds !== undefined && (onlyInState === undefined || onlyInState === state)) out.value(family, seconds);
    },
  };
}

/** An attribute that is one of a list: `ha_<domain>_<attribute>{state}`. The list stands here or in another attribute. */
export function setOf(domain: string, attribute: string, possible: string | readonly string[], help: string): AttributeSeries {
  const family: Family = { ...attributeFamily(domain, attribute, { help }), labels: ["state"] };
  const possibleIn = (attributes: Attributes) => (typeof possible === "string" ? (textsIn(attributes, possible) ?? none) : possible);
  return {
    family,
    observe({ attributes }, _facts, out) {
      const state = textIn(attributes, attribute);
      if (state !== undefined) out.set(family, state, possibleIn(attributes));
    },
  };
}

const none: readonly string[] = [];

export interface AttributeFamilyOptions {
  readonly help: string;
  readonly kind?: UnitKindName;
  readonly name?: string;
}

export function attributeFamily(domain: string, attribute: string, { help, kind = "none", name = attribute }: AttributeFamilyOptions): Family {
  const { word, otlp } = unitKinds[kind];
  const parts = ["ha", domain, name, ...(word === "" ? [] : [word])];
  return { name: parts.join("_"), help, unit: otlp, kind: "gauge", labels: [], scope: "entity", source: `attribute ${attribute} of ${domain}` };
}
