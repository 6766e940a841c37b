import type { Conversion, UnitKind } from "./unit-kinds.ts";
import { unitKinds } from "./unit-kinds.ts";

export type UnitKindName = keyof typeof unitKinds;

/** Undefined when the unit is not one of the kind: the number must then not carry the kind's name. */
export function convert(value: number, unit: string, kind: UnitKindName): number | undefined {
  const conversion = conversionOf(unit, kind);
  return conversion === undefined ? undefined : applyConversion(conversion, value);
}

export function conversionOf(unit: string, kind: UnitKindName): Conversion | undefined {
  const { units }: UnitKind = unitKinds[kind];
  const key = normaliseUnit(unit);
  return Object.hasOwn(units, key) ? units[key] : undefined;
}

/** Not finite where the unit has no such value (0 km per kWh): callers drop what is not finite. */
export function applyConversion(conversion: Conversion, value: number): number {
  if ("numerator" in conversion) return conversion.numerator / value;
  if (conversion.offset !== undefined) return value * conversion.factor + conversion.offset;
  return conversion.factor === 1 ? value : value * conversion.factor;
}

/**
 * Home Assistant writes the Greek mu (U+03BC) since 2025.8, older integrations the micro sign (U+00B5); both become `u`.
 * A few other spellings are taken for what they can only mean.
 */
export function normaliseUnit(unit: string): string {
  const plain = unit.replace(/[\u00b5\u03bc]/g, "u");
  return spellings.get(plain) ?? plain;
}

const spellings: ReadonlyMap<string, string> = new Map([
  ["mVAr", "mvar"],
  ["VAr", "var"],
  ["kVAr", "kvar"],
  ["VArh", "varh"],
  ["kVArh", "kvarh"],
  ["inH2O", "inH₂O"],
  ["l", "L"],
  ["l/h", "L/h"],
  ["l/min", "L/min"],
  ["m3", "m³"],
  ["m3/h", "m³/h"],
  ["m2", "m²"],
  ["ug/m3", "ug/m³"],
  ["mg/m3", "mg/m³"],
  ["g/m3", "g/m³"],
  ["W/m2", "W/m²"],
]);
