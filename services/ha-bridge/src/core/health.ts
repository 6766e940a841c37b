import type { LogEntry } from "./log-records.ts";

/** What Home Assistant says of itself, one topic at a time; each fact is the whole of its topic. */
export type HealthFact =
  | { readonly topic: "config entries"; readonly entries: ReadonlyMap<string, ConfigEntry> }
  | { readonly topic: "repairs"; readonly issues: readonly RepairIssue[] }
  | { readonly topic: "recorder"; readonly backlog: number }
  | { readonly topic: "backups"; readonly backups: Backups }
  | { readonly topic: "log"; readonly entries: readonly LogEntry[] }
  | { readonly topic: "set-up times"; readonly seconds: ReadonlyMap<string, number> };

export type HealthTopic = HealthFact["topic"];
export const healthTopics = ["config entries", "repairs", "recorder", "backups", "log", "set-up times"] as const satisfies readonly HealthTopic[];

/** What only an administrator's token may read. */
export const administratorsTopics: readonly HealthTopic[] = ["backups", "log"];

/** One configured integration: an account, a bridge, a helper. */
export interface ConfigEntry {
  readonly id: string;
  readonly integration: string;
  readonly title: string;
  readonly state: string;
}

/** All that a config entry can be in, by Home Assistant's ConfigEntryState. */
export const configEntryStates = [
  "loaded",
  "setup_in_progress",
  "setup_retry",
  "setup_error",
  "migration_error",
  "not_loaded",
  "failed_unload",
  "unload_in_progress",
] as const;

export interface RepairIssue {
  readonly severity: string;
  /** A person decided to leave it. */
  readonly ignored: boolean;
}

const REPAIR_SEVERITIES = ["critical", "error", "warning"];

/** How many issues wait for somebody, by severity; the usual severities are there with 0. */
export function openIssues(issues: readonly RepairIssue[]): Map<string, number> {
  const open = new Map(REPAIR_SEVERITIES.map((severity) => [severity, 0]));
  for (const { severity, ignored } of issues) if (!ignored) open.set(severity, (open.get(severity) ?? 0) + 1);
  return open;
}

export interface Backups {
  readonly lastAutomaticMs: number | undefined;
  readonly stored: readonly StoredBackup[];
  /** False when a place could not be asked: what is kept there is not among `stored`. */
  readonly isComplete: boolean;
}

export interface StoredBackup {
  readonly madeMs: number;
  /** Made by this Home Assistant; others may keep theirs in the same place. Undefined for one that does not say. */
  readonly isOurs: boolean | undefined;
  readonly agents: readonly string[];
  readonly failedAgents: readonly string[];
  /** Whether Home Assistant itself is in it; before an update of an add-on a backup of that alone is made. */
  readonly isOfTheHouse: boolean;
}

// Of Home Assistant Core and of its Supervisor: nobody else's backups get there by themselves.
const LOCAL_AGENTS = ["backup.local", "hassio.local"];

/**
 * When the newest backup of the house was made that reached all its places; undefined when there is none.
 * `knownMs`: what was said before, which a place that cannot be asked does not take back.
 */
export function lastBackupMs({ lastAutomaticMs, stored, isComplete }: Backups, knownMs?: number): number | undefined {
  const good = stored.filter(({ isOurs, agents, failedAgents, isOfTheHouse }) => {
    const ours = isOurs ?? agents.some((agent) => LOCAL_AGENTS.includes(agent));
    return ours && isOfTheHouse && failedAgents.length === 0;
  });
  const times = [lastAutomaticMs, isComplete ? undefined : knownMs, ...good.map(({ madeMs }) => madeMs)].filter((ms) => ms !== undefined);
  return times.length === 0 ? undefined : Math.max(...times);
}
