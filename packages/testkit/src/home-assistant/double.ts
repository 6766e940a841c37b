import { createServer } from "node:http";
import { WebSocketServer } from "ws";
import { openLoopback, type Loopback } from "../loopback.ts";
import { watch } from "../until.ts";
import type { EntityState } from "./entity-state.ts";
import { createFlood, type Flood } from "./flood.ts";
import { createForecasts } from "./forecasts.ts";
import { generateHouse } from "./generate-house.ts";
import { createHouse } from "./house.ts";
import { createPowerCycle, type PowerCycle } from "./power-cycle.ts";
import { createRecorder } from "./recorder.ts";
import { createRegistries, type Entry } from "./registries.ts";
import { serveRest } from "./rest.ts";
import { openSession, type Session } from "./session.ts";
import { residentControls, type ResidentControls } from "./resident-controls.ts";
import { troubleControls, type TroubleControls } from "./trouble-controls.ts";
import { type Counters, type Login, newCounters, type World } from "./world.ts";

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

export interface HomeAssistantDouble extends ResidentControls, TroubleControls, PowerCycle {
  readonly url: string;
  readonly port: number;
  readonly token: string;
  readonly states: ReadonlyMap<string, EntityState>;
  readonly counters: Counters;
  /** Resolves when the condition holds; it is looked at after everything that a client does. */
  until(condition: () => boolean, deadlineMs: number, what?: string): Promise<void>;
  readonly flood: Flood["burst"];
  readonly startRate: Flood["start"];
  readonly stopRate: Flood["stop"];
}

export const DEFAULT_TOKEN = "double-token";
const AUTH_TIMEOUT_MS = 10_000;
const MAX_CLIENT_MESSAGE_BYTES = 4 * 1024 * 1024;

/** A Home Assistant on loopback that speaks its WebSocket and REST API and can be told to misbehave. */
export async function startHomeAssistantDouble(options: HomeAssistantOptions = {}): Promise<HomeAssistantDouble & AsyncDisposable> {
  const sessions = new Set<Session>();
  let loopback: Loopback | undefined;
  const world = createWorld(options, () => {
    if (loopback === undefined) throw new Error("the double is not listening yet");
    return loopback;
  });
  const http = createServer((request, response) => void serveRest(request, response, world));
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: options.compression !== false, maxPayload: MAX_CLIENT_MESSAGE_BYTES });
  http.on("upgrade", (request, socket, head) => {
    if (request.url !== "/api/websocket") return void socket.end("HTTP/1.1 404 Not Found\r\n\r\n");
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const session = openSession(webSocket, world);
      sessions.add(session);
      webSocket.on("close", () => sessions.delete(session));
    });
  });
  if (options.entities !== undefined) generateHouse(world.house, world.registries, options.entities);
  loopback = await openLoopback(http, options.host ?? "127.0.0.1", options.port ?? 0);
  const flood = createFlood(world.house, () => Math.max(0, ...[...sessions].map(({ queue }) => queue.pending)));
  if (options.rate !== undefined) flood.start(options.rate);
  const closeSessions = (): void => sessions.forEach(({ socket }) => socket.close(1000));

  return {
    url: `http://${loopback.host}:${loopback.port}`,
    port: loopback.port,
    token: [...world.logins.keys()][0] ?? "",
    states: world.house.states,
    counters: world.counters,
    until: world.watch.until,
    flood: flood.burst,
    startRate: flood.start,
    stopRate: flood.stop,
    ...residentControls(world),
    ...troubleControls(world, loopback, sessions),
    ...createPowerCycle(world, closeSessions),
    async [Symbol.asyncDispose]() {
      flood.stop();
      await loopback[Symbol.asyncDispose]();
    },
  };
}

function createWorld(options: HomeAssistantOptions, loopback: () => Loopback): World {
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
    logbook: [{ when: house.nowSeconds(), name: "Home Assistant", message: "started", domain: "homeassistant" }],
    onceAnswers: new Map(),
    fixedResults: new Map(),
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
    unit_system: { length: "km", accumulated_precipitation: "mm", area: "m²", mass: "g", pressure: "Pa", temperature: "°C", volume: "L", wind_speed: "m/s" },
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
