import type { World } from "./world.ts";

/** The integrations that have entities here. */
export function platforms(world: World): string[] {
  return [...new Set(world.registries.list("entity").map((entry) => String(entry["platform"])))];
}
