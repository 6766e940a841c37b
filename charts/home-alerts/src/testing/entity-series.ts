import type { Area, Attribute, Entity, House, Ramp } from "./alert-case.ts";
import type { Sample, Series } from "./house-series.ts";
import { epochSecondsAt } from "./local-time.ts";
import { valueFrom } from "./value-at.ts";

/** The series of one entity. Where its area or name changes, one series ends and its successor begins. */
export function entitySeries(house: House, entity: Entity): Series[] {
  const timeline = timelineOf(house, entity);
  const exists = (at: number) => (stateAt(timeline, at)?.state ?? "removed") !== "removed";
  return [...ownSeries(house, entity, timeline, exists), ...registrySeries(house, entity, exists)];
}

interface Moment {
  readonly at: number;
  readonly state: string | number | Ramp;
  readonly onSince: number | undefined;
}
type Timeline = readonly Moment[];

/**
 * As in the bridge: from rest to not at rest it is new; from one state that is not at rest to another it is kept, and so
 * it is through `unavailable` and `unknown`.
 */
function timelineOf(house: House, { changes, shows = ON_OR_OFF }: Entity): Timeline {
  let onSince: number | undefined;
  return changes.map(([local, state]) => {
    const at = epochSecondsAt(house.zone, local);
    if (state === "removed") onSince = undefined;
    if (isAbsent(state)) return { at, state, onSince: undefined };
    const atRest = shows.kind === "set" ? (shows.atRest?.some((rest) => rest === state) ?? true) : state !== "on";
    if (atRest) onSince = undefined;
    else onSince ??= at;
    return { at, state, onSince };
  });
}

const ON_OR_OFF = { kind: "on or off" } as const;
const ABSENT = ["unavailable", "unknown", "removed"];

function isAbsent(state: string | number | Ramp): boolean {
  return typeof state === "string" && ABSENT.includes(state);
}

function stateAt(timeline: Timeline, at: number): Moment | undefined {
  return timeline.findLast((moment) => moment.at <= at);
}

function ownSeries(house: House, entity: Entity, timeline: Timeline, exists: (at: number) => boolean): Series[] {
  return phases(house, entity.area, entity.moved).flatMap(({ value: area, holds }) => {
    const series = (name: string, valueAt: (at: number) => Sample, extra: Readonly<Record<string, string>> = {}): Series => ({
      name,
      labels: { ...identity(house, entity), ...areaLabels(area), ...extra },
      valueAt: (at) => (exists(at) && holds(at) ? valueAt(at) : "ended"),
    });
    /** A value of the state while there is one. */
    const ofState = (value: (moment: Moment, at: number) => Sample) => (at: number) => {
      const moment = stateAt(timeline, at);
      return moment === undefined || isAbsent(moment.state) ? "ended" : value(moment, at);
    };
    const { members, reports = "always", attributes = {} } = entity;
    return [
      ...valueSeries(entity, series, ofState),
      ...Object.entries(attributes).flatMap(([family, attribute]) => attributeSeries(house, family, attribute, series, ofState)),
      ...(members === undefined
        ? []
        : [
            series(
              "ha_group_members",
              ofState(() => members),
            ),
          ]),
      series("ha_entity_available", (at) => (stateAt(timeline, at)?.state === "unavailable" ? 0 : 1)),
      series("ha_entity_last_changed_seconds", (at) => stateAt(timeline, at)?.at ?? "ended"),
      series("ha_entity_last_reported_seconds", (at) => (reports === "always" ? at : (stateAt(timeline, at)?.at ?? "ended"))),
    ];
  });
}

type MakeSeries = (name: string, valueAt: (at: number) => Sample, extra?: Readonly<Record<string, string>>) => Series;
type OfState = (value: (moment: Moment, at: number) => Sample) => (at: number) => Sample;

function valueSeries({ shows = ON_OR_OFF }: Entity, series: MakeSeries, ofState: OfState): Series[] {
  const since = series(
    "ha_on_since_seconds",
    ofState(({ onSince }) => onSince ?? "ended"),
  );
  if (shows.kind === "number") return [series(shows.family, ofState(numberOf), shows.labels)];
  const isIt = (wanted: string) => ofState(({ state }) => (state === wanted ? 1 : 0));
  if (shows.kind === "set") return [...shows.states.map((state) => series("ha_enum_state", isIt(state), { state })), since];
  return [series("ha_on", isIt("on")), since];
}

function numberOf({ at: from, state }: Moment, at: number): Sample {
  return typeof state === "string" ? "ended" : valueFrom(state, from, at);
}

function attributeSeries(house: House, family: string, attribute: Attribute, series: MakeSeries, ofState: OfState): Series[] {
  const times = attribute.changes.map(([local, value]) => ({ from: epochSecondsAt(house.zone, local), value }));
  const now = (at: number) => times.findLast(({ from }) => from <= at);
  if (attribute.kind === "number") {
    return [
      series(
        family,
        ofState((_moment, at) => {
          const change = now(at);
          return change === undefined || typeof change.value === "string" ? "ended" : valueFrom(change.value, change.from, at);
        }),
      ),
    ];
  }
  return attribute.states.map((state) =>
    series(
      family,
      ofState((_moment, at) => (now(at)?.value === state ? 1 : 0)),
      { state },
    ),
  );
}

function registrySeries(house: House, entity: Entity, exists: (at: number) => boolean): Series[] {
  const names = phases(house, entity.friendlyName ?? entity.entityId, entity.renamed);
  const models = { once: ["A19"], doubled: ["A19", "A19 v2"], missing: [] }[entity.info ?? "once"];
  return phases(house, entity.area, entity.moved).flatMap(({ value: area, holds }) => {
    const series = (name: string, extra: Readonly<Record<string, string>>, isSo = exists): Series => ({
      name,
      labels: { ...identity(house, entity), ...areaLabels(area), ...extra },
      valueAt: (at) => (exists(at) && holds(at) && isSo(at) ? 1 : "ended"),
    });
    const facts = { ...(area === undefined ? {} : { area_name: area.name }), ...entity.facts };
    const infos = names.flatMap((name) =>
      models.map((model) => series("ha_entity_info", { ...facts, friendly_name: name.value, model }, name.holds)),
    );
    return [...infos, ...(entity.labels ?? []).map((label) => series("ha_entity_label", { label }))];
  });
}

interface Phase<T> {
  readonly value: T;
  readonly holds: (at: number) => boolean;
}

function phases<T>(house: House, before: T, change: Entity["moved" | "renamed"] | undefined): Phase<T>[] {
  if (change === undefined) return [{ value: before, holds: () => true }];
  const changedAt = epochSecondsAt(house.zone, change[0]);
  return [
    { value: before, holds: (at) => at < changedAt },
    { value: change[1] as T, holds: (at) => at >= changedAt },
  ];
}

function identity(house: House, { entityId, deviceClass, category }: Entity): Record<string, string> {
  return {
    job: "ha-bridge",
    instance: house.instance,
    entity_id: entityId,
    domain: entityId.slice(0, entityId.indexOf(".")),
    ...(deviceClass === undefined ? {} : { device_class: deviceClass }),
    ...(category === undefined ? {} : { category }),
  };
}

function areaLabels(area: Area | undefined): Record<string, string> {
  if (area === undefined) return {};
  return { area: area.area, ...(area.floor === undefined ? {} : { floor: area.floor }) };
}
