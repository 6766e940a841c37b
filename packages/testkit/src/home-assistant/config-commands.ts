import { type Command, CommandError, type CommandTable } from "./command.ts";
import { platforms } from "./platforms.ts";
import type { World } from "./world.ts";

export const configCommands: CommandTable = {
  get_config: { run: ({ world, result }) => result(coreConfig(world)) },
  "auth/current_user": {
    run({ session, result }) {
      const isAdmin = session.login?.isAdmin === true;
      result({ id: "0123456789abcdef0123456789abcdef", name: "Double", is_owner: false, is_admin: isAdmin, credentials: [], mfa_modules: [] });
    },
  },
  "config/entity_registry/list": { run: ({ world, result }) => result(world.registries.list("entity")) },
  "config/device_registry/list": { run: ({ world, result }) => result(world.registries.list("device")) },
  "config/area_registry/list": { run: ({ world, result }) => result(world.registries.list("area")) },
  "config/floor_registry/list": { run: ({ world, result }) => result(world.registries.list("floor")) },
  "config/label_registry/list": { run: ({ world, result }) => result(world.registries.list("label")) },
  "manifest/list": {
    run: ({ world, result }) => result(platforms(world).map((domain) => ({ domain, name: domain, integration_type: "hub", is_built_in: true }))),
  },
  "sensor/numeric_device_classes": { run: ({ result }) => result({ numeric_device_classes: ["energy", "humidity", "power", "temperature"] }) },
  "trace/list": { admin: true, run: ({ result }) => result([]) },
  "weather/subscribe_forecast": { run: subscribeForecast },
};

/** The body of get_config and of GET /api/config. */
export function coreConfig(world: World): Record<string, unknown> {
  return { ...world.core.config, components: platforms(world), version: world.version, state: world.core.state };
}

function subscribeForecast(command: Command): void {
  const { entity_id: entityId, forecast_type: type } = command.message as { entity_id?: string; forecast_type?: string };
  const { house, forecasts } = command.world;
  if (entityId === undefined || type === undefined)
    throw new CommandError("invalid_format", "required key not provided @ data['entity_id']. Got None");
  if (!house.states.has(entityId)) throw new CommandError("invalid_entity_id", "Weather entity not found");
  if (forecasts.get(entityId, type) === undefined) throw new CommandError("forecast_not_supported", "Forecast not supported");
  const send = (changedId: string, changedType: string): void => {
    if (changedId === entityId && changedType === type) command.event({ type, forecast: forecasts.get(entityId, type) ?? null });
  };
  forecasts.listeners.add(send);
  command.subscribed(() => forecasts.listeners.delete(send));
  command.result();
  send(entityId, type);
}
