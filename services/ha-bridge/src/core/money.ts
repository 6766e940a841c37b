import type { Family } from "./family.ts";
import type { Conversion } from "./unit-kinds.ts";
import type { UnitKindName } from "./units.ts";
import { conversionOf } from "./units.ts";

interface MoneyQuantity {
  readonly family: Family;
  readonly total?: Family;
  readonly label: string;
  readonly conversion: Conversion;
}

/** Amounts (`EUR`) and prices (`EUR/kWh`), whose currency is a label; undefined for what names no currency. */
export function moneyQuantity(unit: string): MoneyQuantity | undefined {
  const slash = unit.indexOf("/");
  const currency = currencyOf(slash < 0 ? unit : unit.slice(0, slash));
  if (currency === undefined) return undefined;
  if (slash < 0) return { family: amount, total: amountTotal, label: currency, conversion: { factor: 1 } };
  const divisor = unit.slice(slash + 1);
  for (const { family, kind } of prices) {
    const conversion = conversionOf(divisor, kind);
    if (conversion !== undefined && "factor" in conversion) return { family, label: currency, conversion: { factor: 1 / conversion.factor } };
  }
  return undefined;
}

const codes: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));
// The dollar sign is left out: more than twenty currencies use it.
const signs: ReadonlyMap<string, string> = new Map([
  ["€", "EUR"],
  ["£", "GBP"],
]);

function currencyOf(text: string): string | undefined {
  return codes.has(text) ? text : signs.get(text);
}

const amount = moneyFamily("ha_monetary", "Amount of money, in its currency.", "gauge");
const amountTotal = moneyFamily("ha_monetary_total", "Amount of money as a meter that only rises, in its currency.", "counter");
const prices: readonly { readonly family: Family; readonly kind: UnitKindName }[] = [
  { family: moneyFamily("ha_monetary_per_kwh", "Price of energy, in its currency per kWh.", "gauge"), kind: "kwh" },
  { family: moneyFamily("ha_monetary_per_m3", "Price of a volume, in its currency per m³.", "gauge"), kind: "m3" },
];

export const moneyFamilies: readonly Family[] = [amount, amountTotal, ...prices.map(({ family }) => family)];

function moneyFamily(name: string, help: string, kind: Family["kind"]): Family {
  return { name, help, unit: "{currency}", kind, labels: ["currency"], scope: "entity", source: "state of entities whose unit is a currency" };
}
