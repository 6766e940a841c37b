import { systemClock } from "@tiles/kit/clock";
import { connectHassMqtt, type HassMqttOptions } from "./connect.ts";
import type { HassMqtt, HassMqttEvent } from "./hass-mqtt.ts";
import { until } from "../../../tools/testbed/process/until.ts";

export interface Connected extends AsyncDisposable {
  readonly hass: HassMqtt;
  readonly events: readonly HassMqttEvent[];
  untilEvent(kind: HassMqttEvent["kind"], count?: number): Promise<HassMqttEvent>;
}

const WITHIN_MS = 30_000;

export function connectForTest(url: string, options: Partial<HassMqttOptions> = {}): Connected {
  const events: HassMqttEvent[] = [];
  const hass = connectHassMqtt({
    url,
    topicPrefix: "tiles/test",
    origin: { name: "tiles test", swVersion: "1.0", supportUrl: "https://example.org" },
    clock: systemClock,
    random: () => 0,
    signal: new AbortController().signal,
    onEvent: (event) => void events.push(event),
    ...options,
  });
  return {
    hass,
    events,
    async untilEvent(kind, count = 1) {
      return until(`${kind} number ${count}`, WITHIN_MS, async () => events.filter((event) => event.kind === kind)[count - 1] ?? false);
    },
    [Symbol.asyncDispose]: () => hass[Symbol.asyncDispose](),
  };
}
