import { createServer } from "node:http";
import { WebSocketServer } from "ws";
import { openLoopback, type Loopback } from "../loopback.ts";
import type { EntityState } from "./entity-state.ts";
import { createWorld, type HomeAssistantOptions } from "./create-world.ts";
import { createFlood, type Flood } from "./flood.ts";
import { generateHouse } from "./generate-house.ts";
import { healthControls, type HealthControls } from "./health-controls.ts";
import { createPowerCycle, type PowerCycle } from "./power-cycle.ts";
import { serveRest } from "./rest.ts";
import { openSession, type Session } from "./session.ts";
import { residentControls, type ResidentControls } from "./resident-controls.ts";
import { troubleControls, type TroubleControls } from "./trouble-controls.ts";
import type { Counters } from "./world.ts";

export interface HomeAssistantDouble extends ResidentControls, HealthControls, TroubleControls, PowerCycle {
  readonly url: string;
  readonly port: number;
  readonly token: string;
  readonly states: ReadonlyMap<string, EntityState>;
  readonly counters: Counters;
  /** Resolves when the condition holds; it is looked at after everything that a client does. */
  readonly until: (condition: () => boolean, deadlineMs: number, what?: string) => Promise<void>;
  readonly flood: Flood["burst"];
  readonly startRate: Flood["start"];
  readonly stopRate: Flood["stop"];
}

/** aiohttp's default. */
const KEEP_ALIVE_MS = 75_000;
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
  http.keepAliveTimeout = KEEP_ALIVE_MS;
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: options.compression !== false, maxPayload: MAX_CLIENT_MESSAGE_BYTES });
  http.on("upgrade", (request, socket, head) => {
    if (request.url !== "/api/websocket") {
      socket.end("HTTP/1.1 404 Not Found\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const session = openSession(webSocket, world);
      sessions.add(session);
      webSocket.on("close", () => sessions.delete(session));
    });
  });
  if (options.entities !== undefined) generateHouse(world.house, world.registries, options.entities);
  loopback = await openLoopback(http, options.host ?? "127.0.0.1", options.port ?? 0);
  const ended = new AbortController();
  const flood = createFlood(world.house, () => Math.max(0, ...[...sessions].map(({ queue }) => queue.pending)), ended.signal);
  if (options.rate !== undefined) flood.start(options.rate);
  const closeSessions = (): void => {
    for (const { queue, socket } of sessions) {
      queue.flush();
      socket.close(1000);
    }
  };

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
    ...healthControls(world),
    ...troubleControls(world, loopback, sessions),
    ...createPowerCycle(world, closeSessions),
    async [Symbol.asyncDispose]() {
      ended.abort();
      flood.stop();
      await loopback[Symbol.asyncDispose]();
    },
  };
}
