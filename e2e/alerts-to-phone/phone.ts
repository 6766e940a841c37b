import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import type { HomeAssistant } from "../../tools/testbed/home-assistant/start-home-assistant.ts";
import { until } from "../support/until.ts";

/** What Home Assistant hands to the push service of Android and iOS. */
export interface Push {
  readonly title?: string;
  readonly message: string;
  readonly data?: Readonly<Record<string, unknown>> & { readonly tag?: string; readonly actions?: readonly { action: string; title: string }[] };
}

export interface Phone extends AsyncDisposable {
  readonly deviceId: string;
  /** The next message that nobody has looked at. */
  next(withinMs?: number): Promise<Push>;
  /** Presses a button of a message. */
  press(action: string): Promise<void>;
}

const PUSHED_WITHIN_MS = 15_000;
const LIMITS = { successful: 1, errors: 0, maximum: 500, resetsAt: "2030-01-01T00:00:00.000Z" };

/** A phone with the app, as Home Assistant's own `mobile_app` knows it: registered, reached by its push service, answering by its webhook. */
export async function registerPhone(ha: HomeAssistant, name: string): Promise<Phone> {
  const pushes: Push[] = [];
  const server = createServer((request, response) => {
    void json(request).then((push) => {
      pushes.push(push as Push);
      response.writeHead(201, { "content-type": "application/json" }).end(JSON.stringify({ rateLimits: LIMITS }));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const { webhook_id } = await post<{ webhook_id: string }>(ha, "/api/mobile_app/registrations", {
    app_id: "io.homeassistant.companion.android",
    app_name: "Home Assistant",
    app_version: "2026.11",
    device_id: name,
    device_name: name,
    manufacturer: "Test bed",
    model: "Phone",
    os_name: "Android",
    os_version: "17",
    supports_encryption: false,
    app_data: { push_token: "a token", push_url: `http://127.0.0.1:${port}/push` },
  });
  const deviceId = await until(`${name} as a device`, PUSHED_WITHIN_MS, async () => {
    const devices = await ha.ws<{ id: string; name: string }[]>({ type: "config/device_registry/list" });
    return devices.find((device) => device.name === name)?.id;
  });
  return {
    deviceId,
    next: (withinMs = PUSHED_WITHIN_MS) => until(`a message on ${name}`, withinMs, () => pushes.shift()),
    async press(action) {
      await post(ha, `/api/webhook/${webhook_id}`, {
        type: "fire_event",
        data: { event_type: "mobile_app_notification_action", event_data: { action } },
      });
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Makes an automation as the editor of Home Assistant does, and waits until it runs. */
export async function makeAutomation(ha: HomeAssistant, id: string, path: string, input: Readonly<Record<string, unknown>>): Promise<void> {
  await post(ha, `/api/config/automation/config/${id}`, { id, alias: id, use_blueprint: { path, input } });
  await ha.untilState(`automation.${id}`, "on");
}

async function post<T>(ha: HomeAssistant, path: string, body: unknown): Promise<T> {
  const response = await fetch(`${ha.url}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${ha.token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(PUSHED_WITHIN_MS),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} was answered ${response.status}: ${text}`);
  return (text === "" ? {} : JSON.parse(text)) as T;
}
