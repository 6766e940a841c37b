import { families } from "./catalogue.ts";
import { entityLabels, infoLabels } from "./entity-labels.ts";
import type { ExportContext } from "./export-context.ts";
import { type ExportedEntity, seriesOf } from "./exported-entity.ts";
import { labelsOf } from "./registries.ts";
import type { LabelPairs, Series } from "./series.ts";

/** Gives the entity the labels that it should have now; what had other ones ends, and its successor begins there. */
export function exportLabels(context: ExportContext, record: ExportedEntity, atMs: number): void {
  const { entityId, attributes } = record.entity;
  const labels = entityLabels(entityId, attributes, context.labelFacts);
  const labelsKey = JSON.stringify(labels);
  const info = infoLabels(entityId, attributes, context.labelFacts);
  const infoKey = JSON.stringify(info);
  const labelIds = labelsOf(context.labelFacts.registries, entityId);
  const relabelled = labelsKey !== record.labelsKey;
  if (relabelled) relabel(context, record, labels, labelsKey, atMs);
  if (relabelled || infoKey !== record.infoKey) exportInfo(context, record, info, infoKey, atMs);
  if (relabelled || labelIds.join() !== record.labelIds.join()) exportLabelIds(context, record, labelIds, atMs);
}

/** Ends all series under the old labels and begins them again under the new ones, at one and the same instant. */
function relabel(context: ExportContext, record: ExportedEntity, labels: LabelPairs, labelsKey: string, atMs: number): void {
  const { emitter, encode, factory, journal } = context;
  const { entityId } = record.entity;
  const live = [...seriesOf(record)];
  const endMs = live.reduce((latest, series) => Math.max(latest, series.sentMs + 1), atMs);
  for (const series of live) emitter.end(series, endMs);
  record.labelsKey = labelsKey;
  record.attributes = encode(labels);
  journal.touched(entityId);
  const successor = (series: Series): Series => {
    const next = factory.create(entityId, series.family, record.attributes, series.member);
    if (!Number.isNaN(series.value)) emitter.send(next, endMs, series.value);
    return next;
  };
  record.values = record.values.map(successor);
  record.ages = record.ages.map((series) => factory.create(entityId, series.family, record.attributes));
  if (record.available !== undefined) record.available = successor(record.available);
  if (record.onSince !== undefined) record.onSince = successor(record.onSince);
  record.infoSeries = undefined;
  record.labelSeries = [];
  record.areaSeries = [];
}

function exportInfo(context: ExportContext, record: ExportedEntity, info: LabelPairs, infoKey: string, atMs: number): void {
  const { emitter, encode, factory, journal } = context;
  const before = record.infoSeries;
  const endMs = before === undefined ? atMs : emitter.end(before, Math.max(atMs, before.sentMs + 1));
  record.infoKey = infoKey;
  const series = factory.create(record.entity.entityId, families.entityInfo, record.attributes);
  record.infoSeries = { ...series, own: encode(info) };
  journal.touched(record.entity.entityId);
  emitter.send(record.infoSeries, endMs, 1);
}

function exportLabelIds(context: ExportContext, record: ExportedEntity, labelIds: readonly string[], atMs: number): void {
  const { emitter, factory } = context;
  for (const series of record.labelSeries) if (!labelIds.includes(series.member ?? "")) emitter.end(series, atMs);
  record.labelSeries = labelIds.map((label) => {
    const known = record.labelSeries.find((series) => series.member === label);
    if (known !== undefined) return known;
    const series = factory.create(record.entity.entityId, families.entityLabel, record.attributes, label);
    emitter.send(series, atMs, 1);
    return series;
  });
  record.labelIds = labelIds;
}
