import { deviceClasses, deviceClassOf, MONETARY } from "./device-classes.ts";
import type { Attributes } from "./entity.ts";
import { entityFamilies } from "./entity-families.ts";
import type { Family } from "./family.ts";
import { moneyFamilies, moneyQuantity } from "./money.ts";
import type { Conversion, UnitKind } from "./unit-kinds.ts";
import { unitKinds } from "./unit-kinds.ts";
import type { UnitKindName } from "./units.ts";
import { conversionOf, normaliseUnit } from "./units.ts";

/** What a number is: its family, how it becomes a value of it, and the value of the family's own label. */
export interface Quantity {
  readonly family: Family;
  /** For meters (`total_increasing`); whoever sends it holds small dips. */
  readonly totalFamily?: Family;
  readonly label?: string;
  readonly conversion: Conversion;
}

/**
 * 1. The device class with one of its units gives the quantity.
 * 2. A device class with any other unit, or one that nobody knows, gives `ha_value`: never a wrong unit.
 * 3. Without a device class a unit that belongs to one quantity gives it; any other gives `ha_value`.
 */
export function quantityOf(attributes: Attributes): Quantity {
  return quantityFor(text(attributes["device_class"]), text(attributes["unit_of_measurement"]), text(attributes["state_class"]));
}

/** The same for numbers whose device class their domain gives. "" is "none". */
export function quantityFor(deviceClass: string, unit: string, stateClass = ""): Quantity {
  const byUnit = entry(cache, deviceClass, emptyMap<Map<string, Quantity>>);
  const byStateClass = entry(byUnit, unit, emptyMap<Quantity>);
  const known = byStateClass.get(stateClass);
  if (known !== undefined) return known;
  const quantity = findQuantity(deviceClass, unit, stateClass);
  remembered += 1;
  // Foreign text must not fill the memory: a house has some dozens of combinations.
  if (remembered > CACHE_MAX_QUANTITIES) {
    cache.clear();
    remembered = 0;
  }
  byStateClass.set(stateClass, quantity);
  return quantity;
}

const CACHE_MAX_QUANTITIES = 4096;
const UNIT_LABEL_MAX_CHARACTERS = 64;
const cache = new Map<string, Map<string, Map<string, Quantity>>>();
let remembered = 0;

// Nested maps find their strings by hashes that the strings keep; one joined key would be built anew each time.
function entry<V>(map: Map<string, V>, key: string, create: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const created = create();
  map.set(key, created);
  return created;
}

function emptyMap<V>(): Map<string, V> {
  return new Map();
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function findQuantity(deviceClass: string, unit: string, stateClass: string): Quantity {
  const found = deviceClass === "" ? quantityOfUnit(unit, stateClass) : quantityOfClass(deviceClass, unit);
  const { total, ...quantity } = found ?? otherNumber(unit);
  return total !== undefined && stateClass === "total_increasing" ? { ...quantity, totalFamily: total } : quantity;
}

interface FoundQuantity extends Quantity {
  /** The family for its meters, where it may have some. */
  readonly total?: Family;
}

function otherNumber(unit: string): FoundQuantity {
  const quantity = { family: entityFamilies.value, total: entityFamilies.valueTotal, conversion: { factor: 1 } };
  return unit === "" ? quantity : { ...quantity, label: normaliseUnit(unit).slice(0, UNIT_LABEL_MAX_CHARACTERS) };
}

function quantityOfClass(deviceClass: string, unit: string): FoundQuantity | undefined {
  if (deviceClass === MONETARY) return moneyQuantity(unit);
  for (const kind of deviceClassOf(deviceClass)?.kinds ?? []) {
    const conversion = conversionOf(unit, kind);
    const family = familyOf(deviceClass, kind);
    if (conversion === undefined || family === undefined) continue;
    const total = totals.get(family);
    return total === undefined ? { family, conversion } : { family, conversion, total };
  }
  return undefined;
}

// A difference of temperatures says so; a temperature often does not.
const DECLARED_ONLY = new Set(["temperature_delta"]);
// One device class takes them, but they measure other things as well: colours, angles, the hardness of water.
const UNITS_OF_MANY = new Set(["", "K", "°", "g/m³", "mg/dL", "mmol/L"]);

function quantityOfUnit(unit: string, stateClass: string): FoundQuantity | undefined {
  if (UNITS_OF_MANY.has(normaliseUnit(unit))) return undefined;
  const isMeter = stateClass === "total" || stateClass === "total_increasing";
  const owners = Object.entries(deviceClasses)
    .filter(([name, { accumulates }]) => !DECLARED_ONLY.has(name) && (!isMeter || accumulates === true))
    .filter(([, { kinds }]) => kinds.some((kind) => conversionOf(unit, kind) !== undefined))
    .map(([name]) => name);
  const [owner] = owners;
  if (owner === undefined) return moneyQuantity(unit);
  return owners.length === 1 ? quantityOfClass(owner, unit) : undefined;
}

const familiesByClass: ReadonlyMap<string, ReadonlyMap<UnitKindName, Family>> = new Map(
  Object.entries(deviceClasses).map(([name, { title, kinds }]) => [name, new Map(kinds.map((kind) => [kind, quantityFamily(name, title, kind)]))]),
);
const totals: ReadonlyMap<Family, Family> = new Map(
  Object.entries(deviceClasses)
    .filter(([, { accumulates }]) => accumulates === true)
    .flatMap(([name]) => [...(familiesByClass.get(name)?.values() ?? [])])
    .map((family) => [family, totalFamily(family)]),
);

/** Every quantity's family, and that of its meters. */
export const quantityFamilies: readonly Family[] = [
  ...[...familiesByClass.values()].flatMap((byKind) => [...byKind.values()]).flatMap((family) => [family, ...present(totals.get(family))]),
  ...moneyFamilies,
];

function familyOf(deviceClass: string, kind: UnitKindName): Family | undefined {
  return familiesByClass.get(deviceClass)?.get(kind);
}

function quantityFamily(deviceClass: string, title: string, kindName: UnitKindName): Family {
  const kind: UnitKind = unitKinds[kindName];
  const name = kind.word === "" ? `ha_${deviceClass}` : `ha_${deviceClass}_${kind.word}`;
  const help = kind.symbol === "" ? `${title}.` : `${title}, in ${kind.symbol}.`;
  return { name, help, unit: kind.otlp, kind: "gauge", labels: [], scope: "entity", source: `state of entities with device class ${deviceClass}` };
}

function totalFamily(family: Family): Family {
  const help = `${family.help.slice(0, -1)}, as a meter that only rises; dips below a tenth are held.`;
  return { ...family, name: `${family.name}_total`, help, kind: "counter", source: `${family.source} and state class total_increasing` };
}

function present(family: Family | undefined): readonly Family[] {
  return family === undefined ? [] : [family];
}
