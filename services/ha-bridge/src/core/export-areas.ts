import type { ExportContext } from "./export-context.ts";
import type { AreaRole, ExportedEntity } from "./exported-entity.ts";
import type { Series } from "./series.ts";

/** The entity stands for these areas from now on; false when it did so already. What it stood for before ends. */
export function adoptAreaRoles(context: ExportContext, record: ExportedEntity, roles: readonly AreaRole[], atMs: number): boolean {
  if (roles.length === 0 && record.areaRoles.length === 0) return false;
  if (JSON.stringify(roles.map(describeRole)) === JSON.stringify(record.areaRoles.map(describeRole))) return false;
  for (const series of record.areaSeries) context.emitter.end(series, atMs);
  record.areaSeries = [];
  record.areaRoles = roles;
  return true;
}

function describeRole(role: AreaRole): readonly string[] {
  return [role.owner, role.family.name, role.labelsKey];
}

/** Writes the area's series with the value of the entity that stands for it. */
export function exportAreaRole(
  context: ExportContext,
  record: ExportedEntity,
  role: AreaRole,
  atMs: number,
  send: (series: Series, value: number) => void,
): void {
  const source = record.values.find((series) => series.family === role.from);
  const known = record.areaSeries.find((series) => series.family === role.family && series.attributes === role.attributes);
  if (source !== undefined) {
    const series = known ?? context.factory.create(role.owner, role.family, role.attributes);
    if (known === undefined) record.areaSeries.push(series);
    send(series, source.value);
  } else if (known !== undefined) {
    context.emitter.end(known, atMs);
    record.areaSeries = record.areaSeries.filter((series) => series !== known);
  }
}
