import { type Command, CommandError, type CommandTable } from "./command.ts";
import { compressedState, fullState } from "./entity-state.ts";
import { entityFilter } from "./entity-filter.ts";
import type { BusEvent, StateChange } from "./house.ts";

// What a user without admin rights may subscribe to (auth/permissions/events.py).
const EVENTS_FOR_EVERYBODY: ReadonlySet<string> = new Set([
  "state_changed",
  "area_registry_updated",
  "category_registry_updated",
  "device_registry_updated",
  "entity_registry_updated",
  "floor_registry_updated",
  "label_registry_updated",
  "repairs_issue_registry_updated",
  "component_loaded",
  "core_config_updated",
  "labs_updated",
  "lovelace_updated",
  "panels_updated",
  "recorder_5min_statistics_generated",
  "recorder_hourly_statistics_generated",
  "service_registered",
  "service_removed",
  "shopping_list_updated",
  "themes_updated",
]);

export const stateCommands: CommandTable = {
  supported_features: {
    run(command) {
      const { features } = command.message as { features?: { coalesce_messages?: number } };
      command.session.queue.coalesce = (features?.coalesce_messages ?? 0) > 0;
      command.result();
    },
  },
  ping: {
    run({ world, session, message }) {
      world.counters.pings++;
      session.queue.push(`{"id":${String(message["id"])},"type":"pong"}`);
    },
  },
  get_states: { run: (command) => command.result([...command.world.house.states.values()].map(fullState)) },
  subscribe_entities: { run: subscribeEntities },
  subscribe_events: { run: subscribeEvents },
  unsubscribe_events: { run: unsubscribe },
};

// The listener and the snapshot are installed in one step, so that no change falls between them.
function subscribeEntities(command: Command): void {
  const { house } = command.world;
  const wanted = entityFilter(command.message);
  const forward = (change: StateChange): void => {
    if (wanted(change.entityId)) command.eventText(change.text);
  };
  house.changeListeners.add(forward);
  command.subscribed(() => house.changeListeners.delete(forward));
  command.result();
  const snapshot = [...house.states.values()].filter(({ entityId }) => wanted(entityId));
  command.event({ a: Object.fromEntries(snapshot.map((state) => [state.entityId, compressedState(state)])) });
}

function subscribeEvents(command: Command): void {
  const { event_type: eventType } = command.message as { event_type?: string };
  const isAllowed = command.session.login?.isAdmin === true || (eventType !== undefined && EVENTS_FOR_EVERYBODY.has(eventType));
  if (!isAllowed) throw new CommandError("unauthorized", "Unauthorized");
  const stop = command.world.house.listen(eventType, (event: BusEvent) => command.event(event));
  command.subscribed(stop);
  command.result();
}

function unsubscribe({ message, session, world, result }: Command): void {
  const { subscription } = message as { subscription?: number };
  const stop = session.subscriptions.get(subscription ?? 0);
  if (stop === undefined) throw new CommandError("not_found", "Subscription not found.");
  stop();
  session.subscriptions.delete(subscription ?? 0);
  world.counters.unsubscribes++;
  result();
}
