import type { Clock } from "@tiles/kit/clock";
import { codeOf } from "@tiles/kit/errors";
import type { HealthFact, HealthTopic } from "../core/health.ts";
import { followConfigEntries } from "./config-entries.ts";
import { getBackups, getRecorder, getSetupTimes, listIssues, listLog, subscribeBackups, subscribeEvent } from "./messages.ts";
import { backupEvent, backupInfo, logEntries, recorderInfo, repairIssues, setupTimes } from "./schema.ts";
import { ask, type Commands } from "./commands.ts";

export interface HealthOptions {
  readonly commands: Commands;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly intervalMs: number;
  told(fact: HealthFact): void;
  /** It could not be read; it is tried again unless the token's user may not read it. */
  unreadable(topic: HealthTopic, why: unknown): void;
}

/** One topic: how it is read, and what tells that it is worth reading again before the interval is over. */
export interface HealthSource {
  readonly topic: HealthTopic;
  readonly everyMs: number;
  read(): Promise<HealthFact>;
  readonly subscription?: { readonly message: { readonly type: string }; heard(event: unknown, readAgain: () => void): void };
}

// Each look at the backups asks all places where some are kept, which may be far away; our own are told as events.
const BACKUPS_EVERY_MS = 3_600_000;
// A restart of an integration makes and clears several issues at once.
const DEBOUNCE_MS = 100;

/** Reads each topic now, at its events and at intervals, until the session ends. A topic that fails harms no other. */
export async function followHealth(options: HealthOptions): Promise<void> {
  await Promise.all(sourcesOf(options).map((source) => follow(source, options)));
}

function sourcesOf({ commands, intervalMs, told }: HealthOptions): HealthSource[] {
  const issues = { message: subscribeEvent("repairs_issue_registry_updated"), heard: (_event: unknown, readAgain: () => void) => readAgain() };
  const backups = {
    message: subscribeBackups,
    heard(event: unknown, readAgain: () => void) {
      if (backupEvent.safeParse(event).data?.manager_state === "idle") readAgain();
    },
  };
  return [
    followConfigEntries(commands, intervalMs, told),
    {
      topic: "repairs",
      everyMs: intervalMs,
      read: async () => ({ topic: "repairs", issues: (await ask(commands, listIssues, repairIssues)).issues }),
      subscription: issues,
    },
    {
      topic: "recorder",
      everyMs: intervalMs,
      read: async () => ({ topic: "recorder", backlog: (await ask(commands, getRecorder, recorderInfo)).backlog }),
    },
    {
      topic: "backups",
      everyMs: Math.max(intervalMs, BACKUPS_EVERY_MS),
      read: async () => ({ topic: "backups", backups: await ask(commands, getBackups, backupInfo) }),
      subscription: backups,
    },
    {
      topic: "log",
      everyMs: intervalMs,
      read: async () => ({ topic: "log", entries: await ask(commands, listLog, logEntries) }),
    },
    {
      topic: "set-up times",
      everyMs: intervalMs,
      read: async () => ({ topic: "set-up times", seconds: await ask(commands, getSetupTimes, setupTimes) }),
    },
  ];
}

async function follow({ topic, everyMs, read, subscription }: HealthSource, options: HealthOptions): Promise<void> {
  const { commands, clock, signal } = options;
  let isSubscribed = subscription === undefined;
  let isStale = false;
  let nap: AbortController | undefined;
  const readAgain = () => {
    isStale = true;
    nap?.abort();
  };
  while (!signal.aborted) {
    try {
      if (!isSubscribed && subscription !== undefined) {
        isSubscribed = await subscribed(commands, subscription.message, (event) => subscription.heard(event, readAgain));
      }
      isStale = false;
      options.told(await read());
    } catch (error) {
      if (signal.aborted) return;
      options.unreadable(topic, error);
      // What this user may not read today it may at another login.
      if (codeOf(error) === "BRIDGE_HA_RIGHTS") return;
    }
    nap = new AbortController();
    const woken = AbortSignal.any([signal, nap.signal]);
    if (!isStale) await clock.sleep(everyMs, woken).catch(() => undefined);
    if (isStale) await clock.sleep(DEBOUNCE_MS, signal).catch(() => undefined);
  }
}

/** False where this Home Assistant has no such subscription (yet): then the interval alone tells. */
async function subscribed(commands: Commands, message: { readonly type: string }, heard: (event: unknown) => void): Promise<boolean> {
  try {
    await commands.subscribe(message, heard);
    return true;
  } catch (error) {
    if (codeOf(error) === "BRIDGE_HA_COMMAND") return false;
    throw error;
  }
}
