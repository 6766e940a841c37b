import { systemClock } from "@tiles/kit/clock";
import { systemTrust } from "@tiles/kit/trust";
import type { HassMqttOptions } from "./connect.ts";
import { readLogin } from "./stay-connected.ts";
import { openWire } from "./wire.ts";

/**
 * Logs in at the broker and leaves again, without a word: for a look that changes nothing, also while the service runs.
 * Rejects with an AppError that says why the broker does not let us in.
 */
export async function checkBroker(
  { url, username, password, trust = systemTrust, topicPrefix }: Pick<HassMqttOptions, "url" | "username" | "password" | "trust" | "topicPrefix">,
  signal: AbortSignal,
): Promise<void> {
  const login = await readLogin({ username, password });
  // The service's own client id would end its connection; its own will would tell Home Assistant that it is gone.
  const clientId = `${topicPrefix.replaceAll(/[^A-Za-z0-9]/g, "-")}-look`;
  const will = { topic: `${topicPrefix}/look`, payload: "" };
  const wire = await openWire({ url, trust, login, clientId, will, clock: systemClock, onMessage: () => undefined }, signal);
  await wire.end();
}
