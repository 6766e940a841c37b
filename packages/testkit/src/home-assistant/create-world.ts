import type { Loopback } from "../loopback.ts";
import { watch } from "../until.ts";
import { createForecasts } from "./forecasts.ts";
import { createHouse } from "./house.ts";
import { createRecorder } from "./recorder.ts";
import { createRegistries, type Entry } from "./registries.ts";
import type { Counters, Login, World } from "./world.ts";

export interface HomeAssistantOptions {
  /** 0 takes a free port; a given one lets a second double take over its address. */
  readonly port?: number;
  readonly host?: string;
  readonly tokens?: readonly string[];
  /** Tokens of users without admin rights. */
  readonly plainTokens?: readonly string[];
  /** Generates a house of so many entities. */
  readonly entities?: number;
  /** Changes per second from the start on. */
  readonly rate?: number;
  readonly version?: string;
  readonly timeZone?: string;
  readonly commitLagMs?: number;
  readonly maxRowsPerEntity?: number;
  /** Whether slow clients are cut as by the real one (4096 waiting messages). On by default. */
  readonly backPressure?: boolean;
  /** Whether frames are deflated for clients that offer it, as aiohttp does. On by default. */
  readonly compression?: boolean;
  readonly authTimeoutMs?: number;
  /** Epoch milliseconds, fractions allowed. */
  readonly nowMs?: () => number;
}

const DEFAULT_TOKEN = "double-token";
const AUTH_TIMEOUT_MS = 10_000;

/** An empty, running Home Assistant. */
export function createWorld(options: HomeAssistantOptions, loopback: () => Loopback): World {
  const faults = { authDelayMs: 0, silentAfterOpen: false, skewMs: 0 };
  // performance.now() has the microseconds that Date.now() lacks.
  const nowMs = options.nowMs ?? ((): number => performance.timeOrigin + performance.now());
  const house = createHouse(() => (nowMs() + faults.skewMs) / 1000);
  const recorder = createRecorder(house, options.maxRowsPerEntity ?? 10_000);
  recorder.commitLagSeconds = (options.commitLagMs ?? 0) / 1000;
  const logins = new Map<string, Login>();
  for (const token of options.tokens ?? [DEFAULT_TOKEN]) logins.set(token, { token, isAdmin: true });
  for (const token of options.plainTokens ?? []) logins.set(token, { token, isAdmin: false });
  return {
    version: options.version ?? "2026.11.0",
    house,
    registries: createRegistries(house),
    recorder,
    forecasts: createForecasts(),
    logins,
    counters: newCounters(),
    watch: watch(),
    core: { state: "RUNNING", config: defaultConfig(options.timeZone ?? "Europe/Berlin") },
    configEntries: new Map(),
    configEntryListeners: new Set(),
    health: { issues: new Map(), backups: [], log: new Map(), backupAgentErrors: {}, backupListeners: new Set() },
    logbook: [{ when: house.nowSeconds(), name: "Home Assistant", message: "started", domain: "homeassistant" }],
    onceAnswers: new Map(),
    fixedResults: new Map(),
    forgottenCommands: new Set(),
    faults,
    options: { backPressure: options.backPressure !== false, authTimeoutMs: options.authTimeoutMs ?? AUTH_TIMEOUT_MS },
    loopback,
  };
}

function defaultConfig(timeZone: string): Entry {
  return {
    latitude: 52.52,
    longitude: 13.405,
    elevation: 34,
    radius: 100,
    unit_system: {
      length: "km",
      accumulated_precipitation: "mm",
      area: "m²",
      mass: "g",
      pressure: "Pa",
      temperature: "°C",
      volume: "L",
      wind_speed: "m/s",
    },
    location_name: "Double",
    time_zone: timeZone,
    config_source: "storage",
    recovery_mode: false,
    safe_mode: false,
    currency: "EUR",
    country: "DE",
    language: "en",
    internal_url: null,
    external_url: null,
  };
}

function newCounters(): Counters {
  return {
    connections: 0,
    openSockets: 0,
    authAttempts: 0,
    authFailures: 0,
    commands: {},
    subscriptions: 0,
    unsubscribes: 0,
    pings: 0,
    errors: 0,
    restRequests: 0,
    frames: 0,
    messages: 0,
    bytes: 0,
    cutTooSlow: 0,
  };
}
