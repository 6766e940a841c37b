import fc from "fast-check";

import { type Alert, type Duration, SEVERITIES, type Where } from "../alert.ts";
import type { AlertsValues, UseValues } from "../render/uses.ts";

/** Anything that the values schema takes. */
export function anyValues(catalogue: readonly Alert[]): fc.Arbitrary<AlertsValues> {
  const perAlert = Object.fromEntries(catalogue.map((alert) => [alert.name, oneOrMore(alert)]));
  return fc.record(perAlert, { requiredKeys: [] });
}

const unit = fc.constantFrom<"s" | "m" | "h" | "d">("s", "m", "h", "d");
const duration = fc.tuple(fc.nat(90), unit).map(([number, each]): Duration => `${number}${each}`);
const slug = fc.stringMatching(/^[a-z0-9_]{1,8}$/);
const slugs = fc.array(slug, { maxLength: 3 });
const entity = fc.tuple(fc.constantFrom("light", "sensor", "*"), fc.constantFrom("cellar", "cellar_*", "*_2")).map((parts) => parts.join("."));

const where: fc.Arbitrary<Where> = fc.record(
  { entities: fc.array(entity, { maxLength: 3 }), areas: slugs, floors: slugs, labels: slugs, deviceClasses: slugs },
  { requiredKeys: [] },
);

const whereOfAreas: fc.Arbitrary<Where> = fc.record({ areas: slugs, floors: slugs }, { requiredKeys: [] });

function oneOrMore(alert: Alert): fc.Arbitrary<UseValues | readonly UseValues[]> {
  const several = fc
    .array(useValues(alert), { minLength: 1, maxLength: 3 })
    .map((uses) => uses.map((use, index) => Object.assign({}, use, { name: `use_${index}` })));
  return fc.oneof(useValues(alert), several);
}

function useValues(alert: Alert): fc.Arbitrary<UseValues> {
  const has = (token: string) => alert.expr.includes(token) || (alert.exprWhen?.expr.includes(token) ?? false);
  const parameters = Object.entries(alert.parameters).map(([name, { kind }]) => [name, kind === "duration" ? duration : someNumber] as const);
  return fc.record<UseValues>(
    {
      enabled: fc.boolean(),
      severity: fc.constantFrom(...SEVERITIES),
      for: duration,
      keepFiringFor: duration,
      ...(has("<<where>>") ? { where, except: where } : {}),
      ...(has("<<areas>>") ? { where: whereOfAreas, except: whereOfAreas } : {}),
      ...(has("<<scope>>") || has("<<quiet>>") ? { quiet: slug } : {}),
      ...Object.fromEntries(parameters),
    },
    { requiredKeys: [] },
  );
}

/** Numbers as people write them. */
const someNumber = fc.oneof(
  fc.integer({ min: -5000, max: 2_000_000 }),
  fc.integer({ min: -500, max: 500 }).map((tenths) => tenths / 10),
);
