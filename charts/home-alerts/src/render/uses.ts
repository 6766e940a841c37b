import type { Alert, Duration, Severity, Where } from "../alert.ts";

/** An alert as it is to be used: its defaults, and over them what the values say. */
export interface AlertUse {
  readonly alert: Alert;
  /** Tells the uses of an alert that is used several times apart, as the label `name`. */
  readonly name: string | undefined;
  readonly severity: Severity;
  readonly for: Duration;
  readonly keepFiringFor: Duration;
  readonly where: Where;
  readonly except: Where;
  /** A window of the bridge during which it stays quiet. */
  readonly quiet: string | undefined;
  /** Numbers, and durations as they were written. */
  readonly parameters: Readonly<Record<string, number | Duration>>;
}

/** What a person may write for one use; keys beyond these are parameters of the alert. */
export interface UseValues {
  readonly enabled?: boolean | undefined;
  readonly name?: string | undefined;
  readonly severity?: Severity | undefined;
  readonly for?: Duration | undefined;
  readonly keepFiringFor?: Duration | undefined;
  readonly where?: Where | undefined;
  readonly except?: Where | undefined;
  readonly quiet?: string | undefined;
  readonly [parameter: string]: unknown;
}

/** What a person may write for all alerts, by their names. */
export type AlertsValues = Readonly<Record<string, UseValues | readonly UseValues[] | undefined>>;

/** The alerts that are on, in the order of the catalogue. One that is mentioned is on, unless it says `enabled: false`. */
export function usesOf(catalogue: readonly Alert[], values: AlertsValues = {}): AlertUse[] {
  return catalogue.flatMap((alert) => {
    const given = values[alert.name] ?? { enabled: alert.onByDefault };
    const list = isList(given) ? given : [given];
    return list.filter(({ enabled }) => enabled ?? true).map((use) => useOf(alert, use));
  });
}

function isList(given: UseValues | readonly UseValues[]): given is readonly UseValues[] {
  return Array.isArray(given);
}

/** Empty lists say nothing, so they never turn an alert on everything. */
function useOf(alert: Alert, values: UseValues): AlertUse {
  const parameters = Object.entries(alert.parameters).map(([name, { default: byDefault }]) => [name, values[name] ?? byDefault] as const);
  return {
    alert,
    name: values.name,
    severity: values.severity ?? alert.severity,
    for: values.for ?? alert.for ?? "0s",
    keepFiringFor: values.keepFiringFor ?? alert.keepFiringFor ?? "0s",
    where: isEmpty(values.where) ? (alert.where ?? {}) : (values.where ?? {}),
    except: both(alert.except, values.except),
    quiet: values.quiet,
    parameters: Object.fromEntries(parameters) as AlertUse["parameters"],
  };
}

const LISTS = ["entities", "areas", "floors", "labels", "deviceClasses"] as const satisfies readonly (keyof Where)[];

function isEmpty(where: Where | undefined): boolean {
  return LISTS.every((list) => (where?.[list] ?? []).length === 0);
}

function both(one: Where = {}, other: Where = {}): Where {
  return Object.fromEntries(LISTS.map((list) => [list, [...(one[list] ?? []), ...(other[list] ?? [])]]));
}
