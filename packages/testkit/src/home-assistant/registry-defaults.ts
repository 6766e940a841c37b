import type { Entry, RegistryName } from "./registries.ts";

const ENTRY_ID = "01DEMOENTRY0000000000000000";

/** What a new entry of each registry holds, as its list shows it. */
export const newEntry: Readonly<Record<RegistryName, (id: string, values: Entry, position: number) => Entry>> = {
  entity: (id, _values, position) => entityDefaults(id, position),
  device: (id, values) => (typeof values["parent_device_id"] === "string" ? childDeviceDefaults(id) : deviceDefaults(id)),
  area: (id) => ({
    area_id: id,
    name: id,
    floor_id: null,
    labels: [],
    aliases: [],
    icon: null,
    picture: null,
    temperature_entity_id: null,
    humidity_entity_id: null,
  }),
  floor: (id) => ({ floor_id: id, name: id, level: null, aliases: [], icon: null }),
  label: (id) => ({ label_id: id, name: id, color: null, icon: null, description: null }),
};

function entityDefaults(id: string, position: number): Entry {
  return {
    id: (position + 1).toString(16).padStart(32, "0"),
    entity_id: id,
    unique_id: `double-${id}`,
    platform: "demo",
    config_entry_id: ENTRY_ID,
    config_subentry_id: null,
    device_id: null,
    area_id: null,
    labels: [],
    categories: {},
    disabled_by: null,
    hidden_by: null,
    entity_category: null,
    name: null,
    original_name: null,
    icon: null,
    has_entity_name: true,
    translation_key: null,
    options: {},
  };
}

// Since 2026.9 a child device has none of the members that its parent answers for.
function childDeviceDefaults(id: string): Entry {
  return {
    id,
    name: id,
    name_by_user: null,
    area_id: null,
    labels: [],
    disabled_by: null,
    config_entry_id: ENTRY_ID,
    config_subentry_id: null,
  };
}

function deviceDefaults(id: string): Entry {
  return {
    ...childDeviceDefaults(id),
    parent_device_id: null,
    manufacturer: null,
    model: null,
    model_id: null,
    sw_version: null,
    hw_version: null,
    serial_number: null,
    via_device_id: null,
    entry_type: null,
    identifiers: [["demo", id]],
    connections: [],
    configuration_url: null,
    // Deprecated since 2026.8, still there until 2027.8.
    config_entries: [ENTRY_ID],
    config_entries_subentries: { [ENTRY_ID]: [null] },
    primary_config_entry: ENTRY_ID,
  };
}
