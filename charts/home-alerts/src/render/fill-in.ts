import type { Duration, Where } from "../alert.ts";
import { BRIDGED, BRIDGED_GUARD } from "../parts/bridging.ts";
import type { AlertUse } from "./uses.ts";

/**
 * An expression or a text with its tokens filled in (see Alert). The chart's template does the same in Helm, and a test
 * compares the two.
 */
export function fillIn(text: string, use: AlertUse): string {
  const filled = Object.entries(use.parameters).reduce(
    (done, [name, value]) =>
      done.replaceAll(`<<${name}:seconds>>`, () => String(secondsOf(String(value) as Duration))).replaceAll(`<<${name}>>`, () => String(value)),
    text,
  );
  return filled
    .replaceAll("<<where>>", () => matchersOf(use, MATCHED))
    .replaceAll("<<areas>>", () => matchersOf(use, MATCHED_OF_AREAS))
    .replaceAll("<<scope>>", () => scopeOf(use))
    .replaceAll("<<quiet>>", () => quietOf(use));
}

/** The expression of this use. */
export function expressionOf(use: AlertUse): string {
  const { expr, exprWhen } = use.alert;
  const other = exprWhen !== undefined && secondsOrNumber(use.parameters[exprWhen.parameter]) !== 0;
  return fillIn(other ? exprWhen.expr : expr, use);
}

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

export function secondsOf(duration: Duration): number {
  return Number.parseInt(duration, 10) * SECONDS[duration.slice(-1) as keyof typeof SECONDS];
}

function secondsOrNumber(value: number | Duration | undefined): number {
  return typeof value === "string" ? secondsOf(value) : (value ?? 0);
}

/** What is told by labels of every series of an entity, and of an area. */
const MATCHED = { entities: "entity_id", areas: "area", floors: "floor", deviceClasses: "device_class" } as const;
const MATCHED_OF_AREAS = { areas: "area", floors: "floor" } as const;
type Matched = Partial<Record<keyof Where, string>>;

function matchersOf({ where, except }: AlertUse, matched: Matched): string {
  return [...matchers(where, "=~", matched), ...matchers(except, "!~", matched)].map((matcher) => `,${matcher}`).join("");
}

function matchers(where: Where, operator: string, matched: Matched): string[] {
  return Object.entries(matched).flatMap(([list, label]) => {
    const values = where[list as keyof Where] ?? [];
    return values.length === 0 ? [] : [`${label}${operator}"${values.map(pattern).join("|")}"`];
  });
}

function pattern(value: string): string {
  return value.replaceAll(".", "[.]").replaceAll("*", ".*");
}

/** Who has this label wants no alerts. */
export const ALERTS_OFF = "alerts_off";

function scopeOf(use: AlertUse): string {
  const { where, except } = use;
  const only = where.labels ?? [];
  const without = [ALERTS_OFF, ...(except.labels ?? [])];
  const lines = [`\nunless on (instance, entity_id) ${labelled(without)}`];
  if (only.length > 0) lines.unshift(`\nand on (instance, entity_id) ${labelled(only)}`);
  return [...lines, quietOf(use)].join("");
}

function quietOf({ quiet }: AlertUse): string {
  return quiet === undefined ? "" : `\nunless on (instance) last_over_time(ha_window_active{window="${quiet}"}[${BRIDGED}]) == 1`;
}

function labelled(labels: readonly string[]): string {
  return `last_over_time(ha_entity_label{label=~"${labels.join("|")}"}[${BRIDGED_GUARD}])`;
}
