import type { LogbookEntry } from "./core/alerts/cause.ts";
import type { Silence } from "./core/alerts/plan-silences.ts";
import type { ReportedAlert } from "./core/alerts/reported-alert.ts";
import type { EntityStore } from "./core/entity-store.ts";
import type { HealthFact, HealthTopic } from "./core/health.ts";
import type { EntityHistory, RunEvent, StatisticsId, StatisticsRow } from "./core/history.ts";
import type { ReportedState } from "./core/house-exporter.ts";
import type { Forecast } from "./core/mapping/domain-mapping.ts";
import type { Registries } from "./core/registries.ts";

/** Facts of the house that only its configuration says. */
export interface House {
  readonly name: string;
  readonly version: string;
  readonly timeZone: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly temperatureUnit: string;
  readonly state: string;
}

/** Of each registry event since the last time: when it was fired, by what it was about. */
export interface RegistryTimes {
  readonly byEntity: ReadonlyMap<string, number>;
  readonly byDevice: ReadonlyMap<string, number>;
  /** Areas, floors: may concern every entity. */
  readonly others: number | undefined;
}

/**
 * What is told of a house while connected to it. Calls come in the order in which Home Assistant sent things, one at
 * a time, and none of them waits. After `closed` the next call is `opened`, and what is told then starts afresh.
 */
export interface HouseListener {
  /** Logged in; `isAdmin` says what may be asked, `serverTimeMs` what Home Assistant's clock showed (to the second). */
  opened(house: House, about: { isAdmin: boolean; serverTimeMs: number | undefined; recorder: Recorder; controls: HouseControls }): void;
  house(house: House): void;
  registries(registries: Registries, times: RegistryTimes): void;
  /**
   * Every entity there is, as of `askedMs`; `complete` when Home Assistant was RUNNING by then. `startedMs`: when it
   * was started, as far as its states tell.
   */
  snapshot(entities: EntityStore, askedMs: number, complete: boolean, startedMs: number): void;
  /** The raw `a`, `c`, `r` of one `subscribe_entities` event. */
  changes(event: unknown): void;
  renamed(before: string, after: string, atMs: number): void;
  /** The registry says so; the state goes a moment later. */
  unregistered(entityId: string, atMs: number): void;
  forecast(entityId: string, forecast: Forecast): void;
  /** Answer to a ping: everything that Home Assistant had sent before `sentMs` is here. */
  settled(sentMs: number): void;
  /** What polling found: every state with the time it was last reported. */
  reported(states: readonly ReportedState[], askedMs: number, complete: boolean): void;
  /** What it says of itself: a whole topic, whenever something of it may have changed. */
  health(fact: HealthFact): void;
  /** Nothing is known of that topic until it is told again. */
  unreadable(topic: HealthTopic, why: unknown): void;
  /** For houses that are filtered: polling returns everything, and only what the subscription showed is wanted. */
  isKnown(entityId: string): boolean;
  closed(why: unknown, how: Closed): void;
}

/**
 * How a connection ended or was not made. Home Assistant tells nobody that it stops: it closes its sockets in good
 * order at once and stops listening, so the two together are a stop, and each alone is not.
 */
export type Closed = "by Home Assistant" | "nobody listens" | "otherwise";

export interface HistoryQuery {
  readonly entityIds: readonly string[];
  /** Rows later than this, */
  readonly fromMs: number;
  /** and earlier than this. */
  readonly toMs: number;
  /** Whether the row in force at `fromMs` is wanted as well. */
  readonly startState: boolean;
}

/**
 * What Home Assistant remembers. Rows are there some seconds after they happened (the recorder's commit interval),
 * for as long as its owner keeps them, and only of entities that it records. Everything rejects with an AppError
 * when the connection is lost.
 */
export interface Recorder {
  /** One entry for each entity that was asked for, empty when nothing is known of it. */
  history(query: HistoryQuery): Promise<ReadonlyMap<string, EntityHistory>>;
  /** Starts and stops of Home Assistant, oldest first. Rejects too where the logbook is not in use. */
  runs(fromMs: number, toMs: number): Promise<readonly RunEvent[]>;
  statisticsIds(): Promise<readonly StatisticsId[]>;
  /** Hourly rows by id, oldest first. */
  statistics(ids: readonly string[], fromMs: number, toMs: number): Promise<ReadonlyMap<string, readonly StatisticsRow[]>>;
}

/** Everything that Alertmanager holds at one moment. */
export interface AlertLook {
  readonly alerts: readonly ReportedAlert[];
  /** Entries that could not be read. */
  readonly malformed: number;
  /** Tells one start of it from the next. */
  readonly run: string;
}

/**
 * Where alerts come together. Everything rejects with an AppError: BRIDGE_ALERTMANAGER_REFUSED for what stays wrong
 * until somebody changes the config, BRIDGE_ALERTMANAGER_AWAY for what may heal, codes of kit for files of secrets.
 */
export interface Alertmanager {
  look(signal: AbortSignal): Promise<AlertLook>;
  /** Silences that are not over. */
  silences(signal: AbortSignal): Promise<readonly Silence[]>;
  /** Writes a new silence, or in place of the one with `id`; answers the id of what is in force then. */
  putSilence(silence: Silence, signal: AbortSignal): Promise<string>;
}

/**
 * What a person would do in Home Assistant about an alert, while connected. Everything rejects with an AppError:
 * BRIDGE_HA_RIGHTS when our user may not.
 */
export interface HouseControls {
  /** Entries of the logbook about one entity. */
  logbook(entityId: string, fromMs: number, toMs: number): Promise<readonly LogbookEntry[]>;
  /**
   * Sees to it that the entity has the label, and that the label is there. Labels that it has stay. "unregistered":
   * the entity has no entry in the registry (YAML without a unique id), so it can have no label.
   */
  ensureLabel(entityId: string, label: { readonly id: string; readonly description: string }): Promise<"labelled" | "unregistered">;
}
