/**
 * One alert of the catalogue, as data. The rule file, the chart, the documentation and the tests are made from it.
 *
 * Expressions and texts may hold tokens, which are filled in from the values that a person writes:
 *
 * | token | becomes |
 * | --- | --- |
 * | `<<where>>` | matchers for the entities, areas, floors and device classes that are asked for; it stands at the end of a selector that has a matcher already |
 * | `<<scope>>` | set operators on their own lines, for labels of Home Assistant (`alerts_off` among them) and the quiet window; it stands behind a vector with `instance` and `entity_id` |
 * | `<<areas>>`, `<<quiet>>` | the same two of an alert about areas: matchers for areas and floors alone, and the quiet window alone |
 * | `<<NAME>>` | the parameter NAME as it was written: `-12`, `30m` |
 * | `<<NAME:seconds>>` | the duration NAME in seconds |
 */
export interface Alert {
  /** CamelCase, what is the matter and not what to measure. Never changes: people silence and route by it. */
  readonly name: string;
  /** Alerts of one group are evaluated one after the other, at one time. */
  readonly group: Group;
  readonly severity: Severity;
  /** Only what most people would act on. */
  readonly onByDefault: boolean;
  /** It proves by firing that the way to people works: it has no quiet case. */
  readonly alwaysFires?: true;
  /** What people may set beside the keys that all alerts have. */
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** The entities it is about when nobody says which: never everything. */
  readonly where?: Where;
  readonly except?: Where;
  /** PromQL that Prometheus, MetricsQL (vmalert) and Mimir's ruler read alike. */
  readonly expr: string;
  /** Another expression for when this parameter is not zero. */
  readonly exprWhen?: { readonly parameter: string; readonly expr: string };
  /** How long it must be true without a break; not said: it fires at once. */
  readonly for?: Duration;
  /** How long it goes on after it was true. */
  readonly keepFiringFor?: Duration;
  /** Go template, in the functions that Prometheus and vmalert share: friendly name, area, since when. */
  readonly summary: string;
  /** What a person can do about it, in a sentence or two. */
  readonly whatToDo: string;
  /** For docs/alerts.md: when exactly it fires, and when it does not. */
  readonly meaning: string;
  /** For docs/alerts.md: what it usually comes from. */
  readonly cause: string;
}

export const SEVERITIES = ["info", "warning", "critical"] as const;
export type Severity = (typeof SEVERITIES)[number];

export const GROUPS = {
  "lights-and-covers": "Lights and covers at night",
  "doors-and-locks": "Doors and locks",
  "water-fire-gas": "Water, fire and gas",
  climate: "Climate and mould",
  cold: "Freezer and fridge",
  air: "Air",
  energy: "Energy and appliances",
  batteries: "Batteries",
  devices: "Devices gone silent",
  "home-assistant": "Home Assistant's own health",
  certificates: "Certificates",
  maintenance: "Maintenance and drift",
  pipeline: "The pipeline itself",
} as const;
export type Group = keyof typeof GROUPS;

/** Of each list any may hold; of the lists that are given all must. In `except` any of all leaves an entity out. */
export interface Where {
  /** Entity ids; `*` stands for any text: `light.cellar_*`. */
  readonly entities?: readonly string[];
  /** Registry ids. */
  readonly areas?: readonly string[];
  readonly floors?: readonly string[];
  /** Label ids; those of an entity, of its device and of its area all count. */
  readonly labels?: readonly string[];
  readonly deviceClasses?: readonly string[];
}

/** As Prometheus writes it, with one unit: `0m`, `90s`, `7d`. */
export type Duration = `${number}${"s" | "m" | "h" | "d"}`;

export type Parameter =
  | { readonly kind: "number"; readonly default: number; readonly unit: string; readonly help: string }
  | { readonly kind: "duration"; readonly default: Duration; readonly help: string };
