import { WebSocket } from "ws";
import { fetchJson, fetchText } from "../process/http.ts";
import { until } from "../process/until.ts";

const COMMAND_WITHIN_MS = 30_000;

export type EntityState = {
  readonly entity_id: string;
  readonly state: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly last_changed: string;
  readonly last_updated: string;
  readonly last_reported: string;
};

export type HomeAssistantClient = {
  /** Answers what the service returns, when it returns something. */
  callService(domain: string, service: string, data?: Record<string, unknown>, returnResponse?: boolean): Promise<unknown>;
  /** Turns it on or off and waits until it is: what lives in the broker answers after the service call has returned. */
  turn(entityId: string, to: "on" | "off"): Promise<EntityState>;
  states(): Promise<readonly EntityState[]>;
  /** Undefined when there is no such entity. */
  state(entityId: string): Promise<EntityState | undefined>;
  /** Waits until the entity's state is this, or fulfils this. */
  untilState(entityId: string, wanted: string | ((state: EntityState) => boolean), withinMs?: number): Promise<EntityState>;
  /** One command over a WebSocket of its own. */
  ws<T = unknown>(command: { readonly type: string } & Record<string, unknown>): Promise<T>;
  /** Text of Home Assistant's own Prometheus endpoint. */
  prometheus(): Promise<string>;
  /** A long-lived token: of the owner, or of a new user with or without administrator's rights. */
  createToken(name: string, user?: "owner" | "administrator" | "user"): Promise<string>;
  /** Connections that use the token are closed at once. */
  revokeToken(token: string): Promise<void>;
};

export function homeAssistantClient(url: string, token: string): HomeAssistantClient {
  const headers = { authorization: `Bearer ${token}` };
  const client: HomeAssistantClient = {
    async callService(domain, service, data = {}, returnResponse = false) {
      const query = returnResponse ? "?return_response" : "";
      const asked = {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify(data),
        withinMs: COMMAND_WITHIN_MS,
      };
      const answer = await fetchJson<{ service_response?: unknown }>(`${url}/api/services/${domain}/${service}${query}`, asked);
      return answer.service_response;
    },
    async turn(entityId, to) {
      await client.callService("homeassistant", `turn_${to}`, { entity_id: entityId });
      return client.untilState(entityId, to);
    },
    states: () => fetchJson(`${url}/api/states`, { headers }),
    async state(entityId) {
      const response = await fetch(`${url}/api/states/${entityId}`, { headers, signal: AbortSignal.timeout(COMMAND_WITHIN_MS) });
      if (response.status === 404) return undefined;
      return (await response.json()) as EntityState;
    },
    untilState(entityId, wanted, withinMs = 10_000) {
      const fits = typeof wanted === "string" ? (state: EntityState) => state.state === wanted : wanted;
      return until(`${entityId} as wanted`, withinMs, async () => {
        const state = await client.state(entityId);
        return state !== undefined && fits(state) && state;
      });
    },
    ws: (command) => command_(url, token, command),
    prometheus: () => fetchText(`${url}/api/prometheus`, { headers }),
    createToken: (name, user = "owner") => createToken(client, url, name, user),
    async revokeToken(revoked) {
      await client.ws({ type: "auth/delete_refresh_token", refresh_token_id: issuer(revoked) });
    },
  };
  return client;
}

type ServerMessage = { type: string; id?: number; success?: boolean; result?: unknown; error?: { code: string; message: string }; message?: string };

function command_<T>(url: string, token: string, command: { readonly type: string }): Promise<T> {
  const socket = new WebSocket(`${url.replace(/^http/, "ws")}/api/websocket`, { perMessageDeflate: false, maxPayload: 256 << 20 });
  return new Promise<T>((resolve, reject) => {
    const fail = (what: string) => reject(new Error(`home-assistant: command ${command.type} failed: ${what}`));
    const deadline = setTimeout(() => fail(`no answer within ${COMMAND_WITHIN_MS / 1000} s`), COMMAND_WITHIN_MS);
    socket.on("close", () => {
      clearTimeout(deadline);
      fail("the connection was closed");
    });
    socket.on("error", (error) => fail(error.message));
    socket.on("message", (data: Buffer) => {
      const message = JSON.parse(data.toString()) as ServerMessage;
      if (message.type === "auth_required") socket.send(JSON.stringify({ type: "auth", access_token: token }));
      else if (message.type === "auth_ok") socket.send(JSON.stringify({ id: 1, ...command }));
      else if (message.type === "auth_invalid") fail(`the token was refused: ${message.message}`);
      else if (message.type === "result" && message.id === 1) {
        if (message.success === true) resolve(message.result as T);
        else fail(`${message.error?.code} ${message.error?.message}`);
      }
    });
  }).finally(() => socket.terminate());
}

async function createToken(client: HomeAssistantClient, url: string, name: string, kind: "owner" | "administrator" | "user"): Promise<string> {
  if (kind === "owner") return longLived(client, name);
  const unique = `${name.replaceAll(/\W/g, "").toLowerCase()}${Math.floor(Math.random() * 1e9)}`;
  const group = kind === "administrator" ? "system-admin" : "system-users";
  const { user } = await client.ws<{ user: { id: string } }>({ type: "config/auth/create", name, group_ids: [group], local_only: false });
  await client.ws({ type: "config/auth_provider/homeassistant/create", user_id: user.id, username: unique, password: unique });
  return longLived(homeAssistantClient(url, await logIn(url, unique, unique)), name);
}

function longLived(client: HomeAssistantClient, name: string): Promise<string> {
  return client.ws({ type: "auth/long_lived_access_token", client_name: `${name} ${crypto.randomUUID()}`, lifespan: 3650 });
}

/** Short-lived access token of a user with a password. */
export async function logIn(url: string, username: string, password: string): Promise<string> {
  const client_id = `${url}/`;
  const post = <T>(path: string, body: unknown) =>
    fetchJson<T>(`${url}${path}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  const flow = await post<{ flow_id: string }>("/auth/login_flow", { client_id, handler: ["homeassistant", null], redirect_uri: client_id });
  const { result } = await post<{ result: string }>(`/auth/login_flow/${flow.flow_id}`, { client_id, username, password });
  return exchangeCode(url, result);
}

export async function exchangeCode(url: string, code: string): Promise<string> {
  const body = new URLSearchParams({ grant_type: "authorization_code", code, client_id: `${url}/` }).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const answer = await fetchJson<{ access_token: string }>(`${url}/auth/token`, { method: "POST", headers, body });
  return answer.access_token;
}

// The token is a JWT whose issuer is the id of the refresh token behind it.
function issuer(token: string): string {
  const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as { iss: string };
  return claims.iss;
}
