import { until } from "../support/until.ts";
import type { Bed } from "./bed.ts";
import { formula } from "./house-record.ts";

/** A series that ended in the house at an instant, and what goes on from there. */
export interface Edge {
  readonly what: string;
  readonly atMs: number;
  /** The series that ends. */
  readonly ends: string;
  /** It and its successor, of which there must be one at every instant; absent when nothing goes on. */
  readonly goesOn?: string;
}

const AREA = "basement";

/** Lets four of the load generator's sensors end, each in another way; the instants are Home Assistant's own. */
export async function makeEdges({ ha, record }: Bed, sensors: readonly string[]): Promise<readonly Edge[]> {
  const [flapping = "", removed = "", moved = "", renamed = ""] = sensors;
  const successor = `${renamed}_renamed`;
  const loadgen = (service: string, data: Record<string, unknown>) => ha.callService("loadgen", service, data);
  await loadgen("set_available", { entity_id: flapping, available: false });
  await loadgen("remove", { entity_id: removed });
  await loadgen("move", { entity_id: moved, area_id: AREA });
  await loadgen("rename", { entity_id: renamed, new_entity_id: successor });
  const unavailable = await ha.untilState(flapping, "unavailable");
  return [
    { what: "unavailable", atMs: formula(unavailable.last_updated), ends: valueOf(flapping) },
    { what: "removed", atMs: await registered("remove", removed), ends: valueOf(removed) },
    { what: "moved", atMs: await registered("update", moved), ends: valueOf(moved, 'area=""'), goesOn: valueOf(moved) },
    { what: "renamed", atMs: await registered("update", successor), ends: valueOf(renamed), goesOn: valueOf(`${renamed}|${successor}`) },
  ];

  function registered(action: "remove" | "update", entityId: string): Promise<number> {
    return until(`the registry's word of ${entityId}`, 15_000, () => record.registryMs(action, entityId));
  }
}

function valueOf(entityId: string, ...more: string[]): string {
  return `{${[`entity_id=~"${entityId}"`, '__name__!~"ha_entity_.*"', ...more].join(",")}}`;
}
