import { isoTime } from "./entity-state.ts";
import type { Entry } from "./registries.ts";
import type { World } from "./world.ts";

/** What goes well or wrong inside Home Assistant: config entries, repair issues, backups. */
export interface HealthControls {
  /** Creates or changes a config entry and tells its subscribers. */
  readonly setConfigEntry: (entryId: string, values: Entry) => void;
  readonly removeConfigEntry: (entryId: string) => boolean;
  readonly setIssue: (issueId: string, values?: Entry) => void;
  readonly clearIssue: (issueId: string) => boolean;
  /** A backup that is complete now. */
  readonly makeBackup: (values?: Entry) => void;
  /** A place of backups cannot be reached: what is kept there is missing from the list. */
  readonly loseBackups: (agentId: string, error: string) => void;
  /** A warning or an error. Records of one place are one entry; of 50, the one that was silent for longest goes. */
  readonly logRecord: (logger: string, level: "WARNING" | "ERROR" | "CRITICAL", place?: readonly [file: string, line: number]) => void;
  /** As in a version that does not know this command yet, or without the integration that answers it. */
  readonly forgetCommand: (type: string) => void;
}

const MAX_LOG_ENTRIES = 50;

export function healthControls(world: World): HealthControls {
  const { house, configEntries, configEntryListeners, health } = world;
  const issueChanged = (action: string, issueId: string): void =>
    house.fire("repairs_issue_registry_updated", { action, domain: "demo", issue_id: issueId });
  return {
    setConfigEntry(entryId, values) {
      const before = configEntries.get(entryId);
      const entry = { ...(before ?? newConfigEntry(entryId)), ...values };
      configEntries.set(entryId, entry);
      for (const listener of configEntryListeners) listener({ type: before === undefined ? "added" : "updated", entry });
    },
    removeConfigEntry(entryId) {
      const entry = configEntries.get(entryId);
      if (entry === undefined) return false;
      configEntries.delete(entryId);
      for (const listener of configEntryListeners) listener({ type: "removed", entry });
      return true;
    },
    setIssue(issueId, values = {}) {
      const before = health.issues.get(issueId);
      health.issues.set(issueId, { ...(before ?? newIssue(issueId, isoTime(house.nowSeconds()))), ...values });
      issueChanged(before === undefined ? "create" : "update", issueId);
    },
    clearIssue(issueId) {
      const removed = health.issues.delete(issueId);
      if (removed) issueChanged("remove", issueId);
      return removed;
    },
    makeBackup(values = {}) {
      health.backups.push({ ...newBackup(health.backups.length, isoTime(house.nowSeconds())), ...values });
      for (const state of ["in_progress", "completed"]) tell({ manager_state: "create_backup", reason: null, stage: null, state });
      tell({ manager_state: "idle" });
    },
    loseBackups(agentId, error) {
      health.backups.length = 0;
      health.backupAgentErrors[agentId] = error;
    },
    logRecord(logger, level, place = ["core.py", 1]) {
      const key = `${logger} ${place.join(":")}`;
      const before = health.log.get(key);
      const now = house.nowSeconds();
      health.log.delete(key);
      const first = { name: logger, message: ["It went wrong"], level, source: place, exception: "", first_occurred: now };
      health.log.set(key, { ...(before ?? first), timestamp: now, count: Number(before?.["count"] ?? 0) + 1 });
      const [oldest] = health.log.keys();
      if (health.log.size > MAX_LOG_ENTRIES && oldest !== undefined) health.log.delete(oldest);
    },
    forgetCommand: (type) => void world.forgottenCommands.add(type),
  };

  function tell(event: Entry): void {
    for (const listener of health.backupListeners) listener(event);
  }
}

function newConfigEntry(entryId: string): Entry {
  return {
    entry_id: entryId,
    domain: "demo",
    title: entryId,
    source: "user",
    state: "loaded",
    supports_options: false,
    supports_remove_device: false,
    supports_unload: true,
    supports_reconfigure: false,
    pref_disable_new_entities: false,
    pref_disable_polling: false,
    disabled_by: null,
    reason: null,
    error_reason_translation_key: null,
    num_subentries: 0,
  };
}

function newIssue(issueId: string, created: string): Entry {
  return {
    issue_id: issueId,
    domain: "demo",
    issue_domain: null,
    created,
    severity: "warning",
    ignored: false,
    dismissed_version: null,
    breaks_in_ha_version: null,
    is_fixable: false,
    learn_more_url: null,
    translation_key: issueId,
    translation_placeholders: null,
  };
}

function newBackup(position: number, date: string): Entry {
  return {
    backup_id: (position + 1).toString(16).padStart(8, "0"),
    date,
    name: "Custom backup",
    addons: [],
    folders: [],
    database_included: true,
    homeassistant_included: true,
    homeassistant_version: "2026.11.0",
    extra_metadata: { instance_id: "0123456789abcdef0123456789abcdef", with_automatic_settings: false },
    agents: { "backup.local": { protected: false, size: 51_200 } },
    failed_addons: [],
    failed_agent_ids: [],
    failed_folders: [],
    with_automatic_settings: false,
  };
}
