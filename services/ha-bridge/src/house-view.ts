import type { HouseNames } from "./core/alerts/alert-view.ts";
import type { HouseExporter } from "./core/house-exporter.ts";
import { placeOf, type Registries } from "./core/registries.ts";

/** What the house calls its things and people, and since when they are as they are. */
export interface HouseView extends HouseNames {
  /** When the entity came into the state that it has now. */
  changedMs(entityId: string): number | undefined;
  /** Name of the person who has this user of Home Assistant. */
  personOf(userId: string): string | undefined;
}

export function houseView(exporter: HouseExporter, registries: () => Registries): HouseView {
  return {
    nameOf: (entityId) => text(exporter.entities.get(entityId)?.entity.attributes["friendly_name"]),
    areaOf: (entityId) => placeOf(registries(), entityId).area?.name,
    changedMs(entityId) {
      const changedUs = exporter.entities.get(entityId)?.entity.lastChangedUs;
      return changedUs === undefined ? undefined : Math.floor(changedUs / 1000);
    },
    personOf(userId) {
      for (const { entity } of exporter.entities.values())
        if (entity.domain === "person" && entity.attributes["user_id"] === userId) return text(entity.attributes["friendly_name"]);
      return undefined;
    },
  };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
