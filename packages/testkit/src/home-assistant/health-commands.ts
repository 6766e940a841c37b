import type { Command, CommandTable } from "./command.ts";
import { platforms } from "./platforms.ts";

/** What Home Assistant says of itself. Everybody may read it but the backups and the log. */
export const healthCommands: CommandTable = {
  "config_entries/get": { run: ({ world, result }) => result([...world.configEntries.values()]) },
  "config_entries/subscribe": { run: subscribeConfigEntries },
  "integration/setup_info": { run: ({ world, result }) => result(platforms(world).map((domain) => ({ domain, seconds: 0.1 }))) },
  // Ignored issues stay in the list; cleared ones go.
  "repairs/list_issues": { run: ({ world, result }) => result({ issues: [...world.health.issues.values()] }) },
  "system_log/list": { admin: true, run: ({ world, result }) => result([...world.health.log.values()].toReversed()) },
  "backup/info": {
    admin: true,
    run: ({ world, result }) =>
      result({
        agent_errors: world.health.backupAgentErrors,
        backups: world.health.backups,
        last_attempted_automatic_backup: null,
        last_completed_automatic_backup: null,
        last_action_event: null,
        next_automatic_backup: null,
        next_automatic_backup_additional: false,
        state: "idle",
      }),
  },
  "backup/subscribe_events": { admin: true, run: subscribeBackups },
};

function subscribeConfigEntries(command: Command): void {
  const { configEntries, configEntryListeners } = command.world;
  const send = (change: unknown): void => command.event([change]);
  configEntryListeners.add(send);
  command.subscribed(() => configEntryListeners.delete(send));
  command.result();
  command.event([...configEntries.values()].map((entry) => ({ type: null, entry })));
}

function subscribeBackups(command: Command): void {
  const { backupListeners } = command.world.health;
  // The first event comes before the result, as from the real one.
  command.event({ manager_state: "idle" });
  backupListeners.add(command.event);
  command.subscribed(() => backupListeners.delete(command.event));
  command.result();
}
