import { tlsConnect, type Trust } from "@tiles/kit/trust";
import { connect, type Socket } from "node:net";

const PORTS: Readonly<Record<string, number>> = { "mqtt:": 1883, "mqtts:": 8883 };
const TCP_KEEPALIVE_MS = 30_000;

/**
 * A connection to the broker of `mqtt://` or `mqtts://`. A TLS one resolves only once the broker's certificate is trusted: what is written before could
 * reach the other side ahead of our judgement, and the first that is written holds the password.
 */
export async function openStream(url: string, trust: Trust, signal: AbortSignal): Promise<Socket> {
  signal.throwIfAborted();
  const { protocol, hostname, port: portText } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  const port = portText === "" ? PORTS[protocol] : Number(portText);
  if (port === undefined) throw new Error(`${protocol}// is not a URL of a broker`);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const socket = protocol === "mqtts:" ? tlsConnect(trust, { host, port }) : connect({ host, port });
  const abort = (): void => void socket.destroy(signal.reason instanceof Error ? signal.reason : new Error("given up"));
  signal.addEventListener("abort", abort, { once: true });
  socket.setKeepAlive(true, TCP_KEEPALIVE_MS);
  socket.setNoDelay(true);
  socket.once("error", reject);
  socket.once("close", () => reject(new Error("the connection was cut")));
  socket.once(protocol === "mqtts:" ? "secureConnect" : "connect", () => {
    if (!socket.destroyed) resolve();
  });
  try {
    await promise;
    return socket;
  } finally {
    signal.removeEventListener("abort", abort);
    socket.off("error", reject);
    // MQTT.js listens from its next step on; an error between here and there must not end the process.
    socket.on("error", () => undefined);
  }
}
