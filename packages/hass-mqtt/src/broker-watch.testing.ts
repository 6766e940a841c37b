import { connectAsync } from "mqtt";
import type { Mosquitto } from "../../../tools/testbed/mosquitto/start-mosquitto.ts";
import { until } from "../../../tools/testbed/process/until.ts";

export interface Seen {
  readonly topic: string;
  readonly payload: string;
  readonly retain: boolean;
}

/** Somebody else at the broker, who reads everything that is said there and can say something. */
export interface BrokerWatch extends AsyncDisposable {
  readonly seen: readonly Seen[];
  /** Everything that others had published before this call has been seen. */
  caughtUp(): Promise<void>;
  publish(topic: string, payload: string, retain?: boolean): Promise<void>;
  /** What a topic holds for those who come later. */
  kept(topic: string): string | undefined;
  untilSeen(what: string, matches: (message: Seen) => boolean, withinMs?: number): Promise<Seen>;
}

const WITHIN_MS = 20_000;
const MARK = "test/mark";

export async function watchBroker({ url }: Pick<Mosquitto, "url">): Promise<BrokerWatch> {
  const client = await connectAsync(url, { protocolVersion: 5, reconnectPeriod: 0 });
  const seen: Seen[] = [];
  const kept = new Map<string, string>();
  const marks = new Set<string>();
  let count = 0;
  client.on("message", (topic, bytes, { retain }) => {
    const payload = bytes.toString();
    if (topic === MARK) marks.add(payload);
    else seen.push({ topic, payload, retain });
    if (retain && payload === "") kept.delete(topic);
    else if (retain) kept.set(topic, payload);
  });
  // Shows the retain flag as it was published, also for what comes live.
  await client.subscribeAsync("#", { qos: 1, rap: true });

  return {
    seen,
    async caughtUp() {
      const mark = String((count += 1));
      await client.publishAsync(MARK, mark, { qos: 1 });
      await until("the mark is back", WITHIN_MS, async () => marks.has(mark));
    },
    async publish(topic, payload, retain = false) {
      await client.publishAsync(topic, payload, { qos: 1, retain });
    },
    kept: (topic) => kept.get(topic),
    async untilSeen(what, matches, withinMs = WITHIN_MS) {
      return until(what, withinMs, async () => seen.find(matches) ?? false);
    },
    async [Symbol.asyncDispose]() {
      await client.endAsync(true);
    },
  };
}
