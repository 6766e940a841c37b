import type { LocalTime } from "./local-time.ts";

/** What happened in one or more houses whose bridges write into one store, and what a rule must say about it. */
export interface AlertCase {
  readonly title: string;
  readonly from: LocalTime;
  readonly to: LocalTime;
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
  readonly entities: readonly Entity[];
  /** The bridge sends nothing, and marks nothing as ended. */
  readonly bridgeAway?: readonly Span[];
  /** Series of entities end, those of the house go on. */
  readonly homeAssistantDown?: readonly Span[];
  /** The end of a window that begins shows in the store this much later than its start. */
  readonly windowEndLateMinutes?: number;
  readonly utcOffset?: "sent" | "missing";
}

export interface Entity {
  readonly entityId: string;
  /** In order of time; before the first one the entity does not exist. */
  readonly changes: readonly (readonly [LocalTime, EntityState])[];
  readonly friendlyName?: string;
  readonly renamed?: readonly [LocalTime, string];
  readonly area?: Area;
  readonly moved?: readonly [LocalTime, Area];
  /** Registry ids. */
  readonly labels?: readonly string[];
  /** How many members its state lists, if it is a group. */
  readonly members?: number;
  /** `doubled`: two info series at once, as between two firmware versions whose marker was lost. */
  readonly info?: "once" | "doubled" | "missing";
}

export type EntityState = "on" | "off" | "unavailable";
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
