import { connectAsync } from "mqtt";
import { houseMessages, type Message } from "./house-discovery.ts";

/** Puts the house into a broker that does not have it yet, or anew. */
export async function publishHouse(brokerUrl: string): Promise<void> {
  await publish(brokerUrl, houseMessages());
}

/** Publishes retained messages and waits until the broker has them. */
export async function publish(brokerUrl: string, messages: readonly Message[]): Promise<void> {
  const client = await connectAsync(brokerUrl, { protocolVersion: 5, connectTimeout: 10_000, reconnectPeriod: 0 });
  try {
    await Promise.all(messages.map(({ topic, payload }) => client.publishAsync(topic, payload, { qos: 1, retain: true })));
  } finally {
    await client.endAsync();
  }
}
