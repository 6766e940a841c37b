import { families } from "./catalogue.ts";
import { hasValue } from "./entity.ts";
import type { ExportContext } from "./export-context.ts";
import type { ExportedEntity } from "./exported-entity.ts";
import { mappingFor } from "./mapping/index.ts";
import { type Sighting, onSince } from "./on-since.ts";

/** Availability and "since when": written when they change. */
export function exportStatus(context: ExportContext, record: ExportedEntity, atMs: number, sighting: Sighting): void {
  const { emitter, factory, journal } = context;
  const { entity } = record;
  const available = entity.state === "unavailable" ? 0 : 1;
  if (record.available === undefined) {
    record.available = factory.create(entity.entityId, families.entityAvailable, record.attributes);
    record.ages = [families.entityLastChangedSeconds, families.entityLastUpdatedSeconds, families.entityLastReportedSeconds].map((family) =>
      factory.create(entity.entityId, family, record.attributes),
    );
    emitter.send(record.available, atMs, available);
    journal.sampled(record.available, record.sampledUs);
  } else if (record.available.value !== available) {
    emitter.send(record.available, atMs, available);
  }
  const before = record.since;
  const atRest = mappingFor(entity.domain).atRest;
  if (atRest !== undefined) record.since = onSince(before, entity.state, entity.lastChangedUs, atRest, sighting);
  if (before?.state !== record.since?.state || before?.sinceUs !== record.since?.sinceUs) journal.touched(entity.entityId);
  exportOnSince(context, record, atMs);
}

function exportOnSince(context: ExportContext, record: ExportedEntity, atMs: number): void {
  const sinceUs = hasValue(record.entity.state) ? record.since?.sinceUs : undefined;
  if (sinceUs === undefined) {
    if (record.onSince !== undefined) context.emitter.end(record.onSince, atMs);
    record.onSince = undefined;
    return;
  }
  const isNew = record.onSince === undefined;
  record.onSince ??= context.factory.create(record.entity.entityId, families.onSinceSeconds, record.attributes);
  if (isNew || record.onSince.value !== sinceUs / 1e6) context.emitter.send(record.onSince, atMs, sinceUs / 1e6);
}
