/** What Home Assistant's registries say, reduced to what becomes labels. Keys are registry ids, which are stable. */
export interface Registries {
  readonly entities: ReadonlyMap<string, RegistryEntity>;
  readonly devices: ReadonlyMap<string, RegistryDevice>;
  readonly areas: ReadonlyMap<string, RegistryArea>;
  readonly floors: ReadonlyMap<string, RegistryFloor>;
}

export interface RegistryEntity {
  readonly entityId: string;
  readonly integration: string | undefined;
  /** The config entry of its integration; undefined for what is set up in YAML. */
  readonly configEntryId: string | undefined;
  readonly deviceId: string | undefined;
  readonly areaId: string | undefined;
  readonly labels: readonly string[];
  /** `diagnostic` or `config`; undefined for primary entities. */
  readonly category: string | undefined;
}

export interface RegistryDevice {
  readonly id: string;
  readonly name: string | undefined;
  readonly manufacturer: string | undefined;
  readonly model: string | undefined;
  readonly areaId: string | undefined;
  readonly parentDeviceId: string | undefined;
  readonly labels: readonly string[];
}

export interface RegistryArea {
  readonly id: string;
  readonly name: string;
  readonly floorId: string | undefined;
  readonly labels: readonly string[];
  readonly temperatureEntityId: string | undefined;
  readonly humidityEntityId: string | undefined;
}

export interface RegistryFloor {
  readonly id: string;
  readonly name: string;
}

export const noRegistries: Registries = { entities: new Map(), devices: new Map(), areas: new Map(), floors: new Map() };

/** The place of an entity: its own area, else its device's, else that of the device's parent. */
export function placeOf(registries: Registries, entityId: string): { device?: RegistryDevice; area?: RegistryArea; floor?: RegistryFloor } {
  const entity = registries.entities.get(entityId);
  const device = entity?.deviceId === undefined ? undefined : registries.devices.get(entity.deviceId);
  const parent = device?.parentDeviceId === undefined ? undefined : registries.devices.get(device.parentDeviceId);
  const areaId = entity?.areaId ?? device?.areaId ?? parent?.areaId;
  const area = areaId === undefined ? undefined : registries.areas.get(areaId);
  const floor = area?.floorId === undefined ? undefined : registries.floors.get(area.floorId);
  return { ...(device && { device }), ...(area && { area }), ...(floor && { floor }) };
}

/** Label ids of the entity, its device and its area: where a person put the label does not matter to a rule. */
export function labelsOf(registries: Registries, entityId: string): readonly string[] {
  const { device, area } = placeOf(registries, entityId);
  const own = registries.entities.get(entityId)?.labels ?? [];
  return [...new Set([...own, ...(device?.labels ?? []), ...(area?.labels ?? [])])].sort();
}
