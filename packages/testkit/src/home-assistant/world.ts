import type { Loopback } from "../loopback.ts";
import type { Watch } from "../until.ts";
import type { CoreState, House } from "./house.ts";
import type { Recorder } from "./recorder.ts";
import type { Entry, Registries } from "./registries.ts";

export interface Login {
  readonly token: string;
  readonly isAdmin: boolean;
}

/** What clients did, counted since the start. */
export interface Counters {
  connections: number;
  openSockets: number;
  authAttempts: number;
  authFailures: number;
  /** Commands by type, `ping` and subscriptions included. */
  commands: Record<string, number>;
  subscriptions: number;
  unsubscribes: number;
  pings: number;
  errors: number;
  restRequests: number;
  frames: number;
  messages: number;
  bytes: number;
  cutTooSlow: number;
}

/** What the next command of a type gets instead of its real answer. */
export type Answer =
  | { readonly kind: "error"; readonly code: string; readonly message?: string }
  | { readonly kind: "result"; readonly result: unknown }
  | { readonly kind: "delay"; readonly delayMs: number }
  | { readonly kind: "silence" };

export interface Forecasts {
  readonly get: (entityId: string, type: string) => unknown[] | undefined;
  readonly set: (entityId: string, type: string, forecast: unknown[]) => void;
  readonly listeners: Set<(entityId: string, type: string) => void>;
}

/** Start and stop of Home Assistant, as its logbook tells them, and what a test writes into it. */
export interface LogbookEntry {
  readonly when: number;
  readonly name: string;
  readonly message?: string;
  readonly domain?: string;
  readonly entity_id?: string;
  /** `context_user_id`, `context_event_type`, `context_name`, ...: who or what did it. */
  readonly [context: `context_${string}`]: unknown;
}

export interface Health {
  readonly issues: Map<string, Entry>;
  readonly backups: Entry[];
  /** Warnings and errors by the place in the code, the most recent last. */
  readonly log: Map<string, Entry>;
  readonly backupAgentErrors: Record<string, string>;
  readonly backupListeners: Set<(event: unknown) => void>;
}

/** Everything that the sessions of one double share. */
export interface World {
  readonly version: string;
  readonly house: House;
  readonly registries: Registries;
  readonly recorder: Recorder;
  readonly forecasts: Forecasts;
  readonly logins: Map<string, Login>;
  readonly counters: Counters;
  readonly watch: Watch;
  readonly core: { state: CoreState; config: Entry };
  readonly configEntries: Map<string, Entry>;
  readonly configEntryListeners: Set<(change: { type: "added" | "removed" | "updated"; entry: Entry }) => void>;
  readonly health: Health;
  readonly logbook: LogbookEntry[];
  /** Answers given once each, in order, by command type. */
  readonly onceAnswers: Map<string, Answer[]>;
  /** Results that stand for good, by command type. */
  readonly fixedResults: Map<string, unknown>;
  /** Commands that this Home Assistant does not know. */
  readonly forgottenCommands: Set<string>;
  readonly faults: { authDelayMs: number; silentAfterOpen: boolean; skewMs: number };
  readonly options: { readonly backPressure: boolean; readonly authTimeoutMs: number };
  readonly loopback: () => Loopback;
}
