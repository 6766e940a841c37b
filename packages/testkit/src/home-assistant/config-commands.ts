import { type Command, CommandError, type CommandTable } from "./command.ts";
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
  "config_entries/get": { run: ({ world, result }) => result([...world.configEntries.values()]) },
  "config_entries/subscribe": { run: subscribeConfigEntries },
  "manifest/list": {
    run: ({ world, result }) => result(platforms(world).map((domain) => ({ domain, name: domain, integration_type: "hub", is_built_in: true }))),
  },
  "integration/setup_info": { run: ({ world, result }) => result(platforms(world).map((domain) => ({ domain, seconds: 0.1 }))) },
  "repairs/list_issues": { run: ({ result }) => result({ issues: [] }) },
  "sensor/numeric_device_classes": { run: ({ result }) => result({ numeric_device_classes: ["energy", "humidity", "power", "temperature"] }) },
  "system_log/list": { admin: true, run: ({ result }) => result([]) },
  "trace/list": { admin: true, run: ({ result }) => result([]) },
  "backup/info": {
    admin: true,
    run: ({ result }) =>
      result({ agent_errors: {}, backups: [], last_attempted_automatic_backup: null, last_completed_automatic_backup: null, state: "idle" }),
  },
  "weather/subscribe_forecast": { run: subscribeForecast },
};

/** The body of get_config and of GET /api/config. */
export function coreConfig(world: World): Record<string, unknown> {
  return { ...world.core.config, components: platforms(world), version: world.version, state: world.core.state };
}

function platforms(world: World): string[] {
  return [...new Set(world.registries.list("entity").map((entry) => String(entry["platform"])))];
}

function subscribeConfigEntries(command: Command): void {
  const { configEntries, configEntryListeners } = command.world;
  const send = (change: unknown): void => command.event([change]);
  configEntryListeners.add(send);
  command.subscribed(() => configEntryListeners.delete(send));
  command.result();
  command.event([...configEntries.values()].map((entry) => ({ type: null, entry })));
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
