import type { CommandHandler, HassMqttEvent } from "./hass-mqtt.ts";
import type { Message } from "./wire.ts";

/** Hands messages to those who listen at their topic: one at a time for each topic, in order. */
export interface Commands {
  listen(topic: string, handler: CommandHandler): Disposable;
  receive(message: Message): void;
}

const MAX_COMMAND_BYTES = 64 * 1024;
// Somebody who presses more often than that while the first press is worked on is a loop.
const MAX_WAITING = 100;

export function commands(onEvent: (event: HassMqttEvent) => void): Commands {
  const handlers = new Map<string, Set<CommandHandler>>();
  const waiting = new Map<string, string[]>();

  async function work(topic: string, payloads: string[]): Promise<void> {
    for (let payload = payloads[0]; payload !== undefined; payload = payloads[0]) {
      for (const handler of handlers.get(topic) ?? []) {
        try {
          await handler(payload);
        } catch (error) {
          onEvent({ kind: "commandFailed", topic, error });
        }
      }
      payloads.shift();
    }
    waiting.delete(topic);
  }

  return {
    listen(topic, handler) {
      const set = handlers.get(topic) ?? new Set();
      handlers.set(topic, set.add(handler));
      return { [Symbol.dispose]: () => void set.delete(handler) };
    },
    receive({ topic, payload, retained }) {
      const queue = waiting.get(topic);
      if (retained) onEvent({ kind: "commandIgnored", topic, why: "retained" });
      else if ((handlers.get(topic)?.size ?? 0) === 0) onEvent({ kind: "commandIgnored", topic, why: "nobody listens" });
      else if (Buffer.byteLength(payload) > MAX_COMMAND_BYTES) onEvent({ kind: "commandIgnored", topic, why: "too large" });
      else if (queue === undefined) {
        const payloads = [payload];
        waiting.set(topic, payloads);
        void work(topic, payloads);
      } else if (queue.length >= MAX_WAITING) onEvent({ kind: "commandIgnored", topic, why: "too many waiting" });
      else queue.push(payload);
    },
  };
}
