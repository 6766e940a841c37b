import type { UseValues } from "../render/uses.ts";
import type { LocalTime } from "./local-time.ts";

/** What happened in one or more houses whose bridges write into one store, and what a rule must say about it. */
export interface AlertCase {
  readonly title: string;
  readonly from: LocalTime;
  readonly to: LocalTime;
  /** What the person wrote for this alert; not said: it is on, with its defaults. */
  readonly values?: UseValues | readonly UseValues[];
  /** Their times are by their own clocks; those of the case itself by the clocks of the first. */
  readonly houses: readonly [House, ...House[]];
  /** Every stretch in which an alert fires; outside of them none does. Empty: it stays quiet. */
  readonly firing: readonly Firing[];
}

export interface House {
  readonly instance: string;
  readonly zone: string;
  /** 22:00 to 06:00 where not given, as in the bridge. */
  readonly night?: { readonly start: string; readonly end: string };
  /** Further windows of the bridge, and when they are active. */
  readonly windows?: Readonly<Record<string, readonly Span[]>>;
  readonly entities: readonly Entity[];
  /** The bridge sends nothing, and marks nothing as ended. */
  readonly bridgeAway?: readonly Span[];
  /** Series of entities end, those of the house go on. Its end is a start of Home Assistant. */
  readonly homeAssistantDown?: readonly Span[];
  /** It answers, but has not finished its start. */
  readonly homeAssistantStarting?: readonly Span[];
  /** The end of a window that begins shows in the store this much later than its start. */
  readonly windowEndLateMinutes?: number;
  readonly utcOffset?: "sent" | "missing";
  /** Other series, of the house, the bridge or another service. */
  readonly series?: readonly OtherSeries[];
}

/** A series as it is. `instance` and `job` are added where they are missing. */
export interface OtherSeries {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly changes: readonly (readonly [LocalTime, number | Ramp | "ended"])[];
  /** It ends with the entities when Home Assistant is down. */
  readonly endsWithHomeAssistant?: boolean;
}

export interface Entity {
  readonly entityId: string;
  /** In order of time; before the first one the entity does not exist. `removed` ends all of its series. */
  readonly changes: readonly (readonly [LocalTime, EntityState])[];
  /** By which series its state shows; not said: `ha_on`. */
  readonly shows?: Shows;
  /** Further value series of its own (attributes), by family. */
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly deviceClass?: string;
  readonly category?: "diagnostic" | "config";
  readonly friendlyName?: string;
  readonly renamed?: readonly [LocalTime, string];
  readonly area?: Area;
  readonly moved?: readonly [LocalTime, Area];
  /** Registry ids. */
  readonly labels?: readonly string[];
  /** How many members its state lists, if it is a group. */
  readonly members?: number;
  /** Further labels of `ha_entity_info`: device, device_id, integration, config_entry, model, ... */
  readonly facts?: Readonly<Record<string, string>>;
  /** `doubled`: two info series at once, as between two firmware versions whose marker was lost. */
  readonly info?: "once" | "doubled" | "missing";
  /** `always`: it is polled, so it reports all the time; `on change` only then. */
  readonly reports?: "always" | "on change";
}

export type Shows =
  | { readonly kind: "on or off" }
  /** A number or point in time, as that family. */
  | { readonly kind: "number"; readonly family: string; readonly labels?: Readonly<Record<string, string>> }
  /** `ha_enum_state`; `atRest` are the states in which it has no `ha_on_since_seconds`; not said: it never has. */
  | { readonly kind: "set"; readonly states: readonly string[]; readonly atRest?: readonly string[] };

export type Attribute =
  | { readonly kind: "number"; readonly changes: readonly (readonly [LocalTime, number | Ramp | "ended"])[] }
  | { readonly kind: "set"; readonly states: readonly string[]; readonly changes: readonly (readonly [LocalTime, string])[] };

/** `on`, `off`, a state of the set, a number, `unavailable`, `unknown` or `removed`. */
export type EntityState = string | number | Ramp;

/** A number that rises or falls evenly from this instant on, until the next change. */
export interface Ramp {
  readonly from: number;
  readonly perHour: number;
}

export type Span = readonly [LocalTime, LocalTime];

export interface Area {
  readonly area: string;
  readonly name: string;
  readonly floor?: string;
}

/** One alert from its first evaluation to the first at which it is gone, by the clocks of the first house. */
export interface Firing {
  readonly from: LocalTime;
  readonly to: LocalTime;
  /** Besides `alertname` and `severity`. */
  readonly labels: Readonly<Record<string, string>>;
  readonly summary: string;
}
