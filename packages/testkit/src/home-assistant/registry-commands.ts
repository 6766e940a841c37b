import { type Command, CommandError, type CommandTable } from "./command.ts";

/** What changes a registry, as its settings page does; all but looking is for administrators. */
export const registryCommands: CommandTable = {
  "config/entity_registry/get": { run: (command) => command.result(entityEntry(command)) },
  "config/entity_registry/update": {
    admin: true,
    run(command) {
      const { type: _type, id: _id, entity_id: entityId, ...values } = command.message;
      entityEntry(command);
      const entry = command.world.registries.put("entity", String(entityId), values);
      command.result({ entity_entry: entry });
    },
  },
  "config/label_registry/create": { admin: true, run: createLabel },
};

function entityEntry({ message, world }: Command): Record<string, unknown> {
  const entry = world.registries.get("entity", String(message["entity_id"]));
  if (entry === undefined) throw new CommandError("not_found", "Entity not found");
  return entry;
}

function createLabel({ message, world, result }: Command): void {
  const { type: _type, id: _id, ...values } = message;
  const name = values["name"];
  if (typeof name !== "string") throw new CommandError("invalid_format", "required key not provided @ data['name']. Got None");
  if (world.registries.list("label").some((label) => label["name"] === name))
    throw new CommandError("invalid_info", `The name ${name} (${normalized(name)}) is already in use`);
  result(world.registries.put("label", normalized(name), values));
}

// The id is made of the name once and stays when the label gets another name.
function normalized(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "_");
}
