import { createServer } from "node:net";

// Below the range the kernel takes for outgoing connections (32768 up), so that a component which is stopped for a
// while finds its port free again.
const FIRST = 20_000;
const LAST = 31_999;
const given = new Set<number>();

/** A loopback port that nobody listens on, different at each call in this process. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST + 1));
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => server.close(() => resolve(true)));
  });
}
