import { expect, test } from "vitest";
import { families } from "./catalogue.ts";
import { entityLabels, infoAttributes, infoLabels, optionalEntityLabels } from "./entity-labels.ts";
import type { Registries } from "./registries.ts";

// Mimir's default, `max_label_names_per_series`; its default for info series is higher.
const MAX_LABELS = 30;

const attributes = { friendly_name: "Lamp", device_class: "outlet", ...Object.fromEntries(infoAttributes.map(([, name]) => [name, "x"])) };
const registries: Registries = {
  entities: new Map([
    [
      "switch.lamp",
      { entityId: "switch.lamp", integration: "hue", configEntryId: "01HUE", deviceId: "d1", areaId: "hall", labels: [], category: "config" },
    ],
  ]),
  devices: new Map([
    ["d1", { id: "d1", name: "Bulb", manufacturer: "Signify", model: "A19", areaId: undefined, parentDeviceId: undefined, labels: [] }],
  ]),
  areas: new Map([
    ["hall", { id: "hall", name: "Hall", floorId: "ground", labels: [], temperatureEntityId: undefined, humidityEntityId: undefined }],
  ]),
  floors: new Map([["ground", { id: "ground", name: "Ground floor" }]]),
};

test.for([[], optionalEntityLabels])(
  "the info of an entity that has everything is within the limit of a store, with %j on all series",
  (optional) => {
    const facts = { instance: "home", registries, optional };
    const own = infoLabels("switch.lamp", attributes, facts);
    const names = ["__name__", ...[...entityLabels("switch.lamp", attributes, facts), ...own].map(([name]) => name)];
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeLessThanOrEqual(MAX_LABELS);
    if (optional.length === 0) expect(own.map(([name]) => name)).toEqual(families.entityInfo.labels);
  },
);

test("the info names the config entry behind the entity; what is set up in YAML has none", () => {
  const facts = { instance: "home", registries, optional: [] };
  expect(infoLabels("switch.lamp", {}, facts)).toContainEqual(["config_entry", "01HUE"]);
  expect(infoLabels("light.other", {}, facts).map(([name]) => name)).not.toContain("config_entry");
});
