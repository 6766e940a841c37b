import { createServer, type Server } from "node:net";

// Below the range the kernel takes for outgoing connections (32768 up), so that a component which is stopped for a
// while finds its port free again.
const FIRST = 20_000;
const PORTS = 6_000;

/**
 * A loopback port that nobody listens on, different at each call. It stays the caller's as long as this process lives,
 * even while the component that it is for has not begun to listen or is stopped: a guard listens on another port,
 * always the same one for this port, and no second process can take both.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * PORTS);
    const guard = await listen(port + PORTS);
    if (guard === undefined) continue;
    const found = await listen(port);
    if (found === undefined) {
      guard.close();
      continue;
    }
    await new Promise((resolve) => found.close(resolve));
    guard.unref();
    return port;
  }
}

function listen(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => resolve(server));
  });
}
