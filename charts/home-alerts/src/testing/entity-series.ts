import type { Area, Entity, EntityState, House } from "./alert-case.ts";
import type { Sample, Series } from "./house-series.ts";
import { epochSecondsAt } from "./local-time.ts";

/** The series of one entity. Where its area or name changes, one series ends and its successor begins. */
export function entitySeries(house: House, entity: Entity): Series[] {
  const timeline = timelineOf(house, entity);
  return [...stateSeries(house, entity, timeline), ...registrySeries(house, entity, timeline)];
}

type Timeline = readonly { readonly at: number; readonly state: EntityState; readonly onSince: number }[];

/** `onSince` is kept through `unavailable` when the entity is on before and after it. */
function timelineOf(house: House, entity: Entity): Timeline {
  let onSince: number | undefined;
  return entity.changes.map(([local, state]) => {
    const at = epochSecondsAt(house.zone, local);
    if (state === "on") onSince ??= at;
    if (state === "off") onSince = undefined;
    return { at, state, onSince: onSince ?? Number.NaN };
  });
}

function stateSeries(house: House, entity: Entity, timeline: Timeline): Series[] {
  const now = (at: number) => timeline.findLast((change) => change.at <= at);
  return phases(house, entity.area, entity.moved).flatMap(({ value: area, holds }) => {
    const series = (name: string, valueWhen: Partial<Record<EntityState, (onSince: number) => number>>): Series => ({
      name,
      labels: { ...identity(house, entity), ...areaLabels(area) },
      valueAt: (at) => {
        const change = now(at);
        return change === undefined || !holds(at) ? "ended" : (valueWhen[change.state]?.(change.onSince) ?? "ended");
      },
    });
    const members = () => entity.members ?? Number.NaN;
    const own = [
      series("ha_on", { on: () => 1, off: () => 0 }),
      series("ha_on_since_seconds", { on: (onSince) => onSince }),
      series("ha_entity_available", { on: () => 1, off: () => 1, unavailable: () => 0 }),
    ];
    return entity.members === undefined ? own : [...own, series("ha_group_members", { on: members, off: members })];
  });
}

function registrySeries(house: House, entity: Entity, timeline: Timeline): Series[] {
  const first = timeline[0]?.at ?? Number.POSITIVE_INFINITY;
  const area = entity.area;
  const labels = { ...identity(house, entity), ...(area === undefined ? {} : { area_name: area.name }) };
  const infos = phases(house, entity.friendlyName ?? entity.entityId, entity.renamed).flatMap(({ value: name, holds }) => {
    const valueAt = (at: number): Sample => (at >= first && holds(at) ? 1 : "ended");
    const models = { once: ["A19"], doubled: ["A19", "A19 v2"], missing: [] }[entity.info ?? "once"];
    return models.map((model) => ({ name: "ha_entity_info", labels: { ...labels, friendly_name: name, model }, valueAt }));
  });
  const labelled = (entity.labels ?? []).map((label) => ({
    name: "ha_entity_label",
    labels: { ...identity(house, entity), ...areaLabels(area), label },
    valueAt: (at: number): Sample => (at >= first ? 1 : "ended"),
  }));
  return [...infos, ...labelled];
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

function identity(house: House, { entityId }: Entity): Record<string, string> {
  return { job: "ha-bridge", instance: house.instance, entity_id: entityId, domain: entityId.slice(0, entityId.indexOf(".")) };
}

function areaLabels(area: Area | undefined): Record<string, string> {
  if (area === undefined) return {};
  return { area: area.area, ...(area.floor === undefined ? {} : { floor: area.floor }) };
}
