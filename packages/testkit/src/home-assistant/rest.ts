import type { IncomingMessage, ServerResponse } from "node:http";
import { coreConfig } from "./config-commands.ts";
import { fullState } from "./entity-state.ts";
import type { World } from "./world.ts";

/** `GET /api/`, `/api/config`, `/api/states` and `/api/states/<entity_id>` with a bearer token. */
export async function serveRest(request: IncomingMessage, response: ServerResponse, world: World): Promise<void> {
  await world.loopback().whenServing();
  world.counters.restRequests++;
  const { status, body } = answer(request, world);
  response.writeHead(status, { "content-type": typeof body === "string" ? "text/plain; charset=utf-8" : "application/json" });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
  world.watch.changed();
}

interface RestAnswer {
  readonly status: number;
  readonly body: unknown;
}

function answer(request: IncomingMessage, world: World): RestAnswer {
  const path = new URL(request.url ?? "/", "http://double").pathname;
  if (!path.startsWith("/api/")) return { status: 404, body: "404: Not Found" };
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
  if (!world.logins.has(token)) return { status: 401, body: "401: Unauthorized" };
  if (request.method !== "GET") return { status: 405, body: "405: Method Not Allowed" };
  const { states } = world.house;
  if (path === "/api/") return { status: 200, body: { message: "API running." } };
  if (path === "/api/config") return { status: 200, body: coreConfig(world) };
  if (path === "/api/states") return { status: 200, body: [...states.values()].map(fullState) };
  const state = path.startsWith("/api/states/") ? states.get(path.slice("/api/states/".length)) : undefined;
  if (state !== undefined) return { status: 200, body: fullState(state) };
  return { status: 404, body: path.startsWith("/api/states/") ? { message: "Entity not found." } : "404: Not Found" };
}
