import { applyConversion } from "../../units.ts";
import type { Quantity } from "../../quantities.ts";
import { quantityFor, quantityOf } from "../../quantities.ts";
import type { Observations } from "../domain-mapping.ts";
import type { StateSeries } from "./define-mapping.ts";

/** A state that is a number. `deviceClass` is for domains that measure one thing and do not say so. */
export function numberState(deviceClass?: string): StateSeries {
  return {
    observe({ state, attributes }, _facts, out) {
      const number = parseNumber(state);
      if (number === undefined) return;
      const unit = attributes["unit_of_measurement"];
      const quantity = deviceClass === undefined ? quantityOf(attributes) : quantityFor(deviceClass, typeof unit === "string" ? unit : "");
      reportNumber(quantity, number, out);
    },
  };
}

export function reportNumber(quantity: Quantity, number: number, out: Observations): void {
  const { family, totalFamily, label } = quantity;
  const value = applyConversion(quantity.conversion, number);
  // 0 km per kWh is no consumption that a number could tell.
  if (!Number.isFinite(value)) return;
  if (label === undefined) {
    out.value(family, value);
    if (totalFamily !== undefined) out.value(totalFamily, value);
    return;
  }
  out.labelled(family, label, value);
  if (totalFamily !== undefined) out.labelled(totalFamily, label, value);
}

/** A finite decimal number, or undefined. JavaScript would also read "", "0x10" and " 1" as numbers. */
export function parseNumber(text: string): number | undefined {
  const first = text.charCodeAt(0);
  const isDigit = first >= DIGIT_0 && first <= DIGIT_9;
  if (!isDigit && first !== MINUS && first !== PLUS && first !== POINT) return undefined;
  if (first === DIGIT_0 && isRadixMark(text.charCodeAt(1))) return undefined;
  const value = +text;
  return Number.isFinite(value) ? value : undefined;
}

const DIGIT_0 = 48;
const DIGIT_9 = 57;
const MINUS = 45;
const PLUS = 43;
const POINT = 46;
const LOWER_CASE_BIT = 0x20;
const LETTER_B = 98;
const LETTER_O = 111;
const LETTER_X = 120;

function isRadixMark(code: number): boolean {
  const letter = code | LOWER_CASE_BIT;
  return letter === LETTER_X || letter === LETTER_O || letter === LETTER_B;
}
