/** Labels that families of ha-bridge's catalogue are going to have; like a family to come, one that has come is taken out. */
export const labelsToCome: Readonly<Record<string, readonly string[]>> = {
  ha_entity_info: ["config_entry", "device_id"],
};
