import { families } from "./catalogue.ts";
import { hasValue } from "./entity.ts";
import { exportAreaRole } from "./export-areas.ts";
import type { ExportContext } from "./export-context.ts";
import type { ExportedEntity } from "./exported-entity.ts";
import type { Family } from "./family.ts";
import { observeEntity } from "./mapping/index.ts";
import type { Collected } from "./observations.ts";
import type { Series } from "./series.ts";

// A dip below the highest meter reading by less than this is noise of the meter; Home Assistant holds it as well.
const METER_DIP_SHARE = 0.1;

/** Asks the mapping what there is to see of the entity now; nothing while it is unavailable or unknown. */
export function observe(context: ExportContext, record: ExportedEntity): void {
  const { collected } = context;
  collected.begin(record);
  if (!hasValue(record.entity.state)) return;
  try {
    observeEntity(record.entity, context.houseFacts, collected);
  } catch (error) {
    collected.count = 0;
    context.events.mappingFailed(record.entity.entityId, error);
  }
  if (collected.overflow > 0) context.events.setOverflow(record.entity.entityId, collected.families[0]?.name ?? "", record.entity.state);
  if (collected.learned) context.journal.touched(record.entity.entityId);
}

/** Lines the live series up with what was observed, then hands each its value. */
export function settleValues(context: ExportContext, record: ExportedEntity, atMs: number, send: (series: Series, value: number) => void): void {
  const { collected } = context;
  if (collected.countsChanges) collected.value(families.entityChangesTotal, record.changes);
  if (!linesUp(record.values, collected)) lineUp(context, record, atMs);
  for (let index = 0; index < collected.count; index += 1) {
    const series = record.values[index] as Series;
    send(series, heldValue(series, collected.values[index] as number));
  }
  for (const role of record.areaRoles) exportAreaRole(context, record, role, atMs, send);
}

// Mostly the same series in the same order as last time, so this walk side by side is all there is to do.
function linesUp(values: readonly Series[], collected: Collected): boolean {
  if (values.length !== collected.count) return false;
  for (let index = 0; index < values.length; index += 1) {
    const series = values[index] as Series;
    if (series.family !== collected.families[index] || series.member !== collected.members[index]) return false;
  }
  return true;
}

function lineUp(context: ExportContext, record: ExportedEntity, atMs: number): void {
  const { collected } = context;
  const after: Series[] = [];
  for (let index = 0; index < collected.count; index += 1) {
    const family = collected.families[index] as Family;
    const member = collected.members[index];
    const known = record.values.find((series) => series.family === family && series.member === member);
    after.push(known ?? context.factory.create(record.entity.entityId, family, record.attributes, member));
  }
  for (const series of record.values) {
    if (after.includes(series)) continue;
    if (collected.waiting.has(series.family)) after.push(series);
    else context.emitter.end(series, atMs);
  }
  record.values = after;
}

function heldValue(series: Series, value: number): number {
  if (series.family.kind !== "counter" || series.family === families.entityChangesTotal) return value;
  const isDip = value < series.value && value > series.value * (1 - METER_DIP_SHARE);
  return isDip ? series.value : value;
}
