import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A cable between two programs on loopback that can be pulled. */
export interface TcpProxy extends AsyncDisposable {
  readonly port: number;
  /** That reach from end to end. */
  readonly connections: number;
  /** Breaks every connection that is open now; new ones are let through. */
  cut(): void;
}

export async function startTcpProxy(toPort: number): Promise<TcpProxy> {
  const open = new Set<Socket>();
  let connections = 0;
  const server = createServer((near) => {
    const far = connect(toPort, "127.0.0.1");
    far.once("connect", () => {
      connections += 1;
      far.once("close", () => (connections -= 1));
    });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        open.delete(one);
        other.destroy();
      });
    }
    near.pipe(far);
    far.pipe(near);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const cut = () => {
    for (const socket of open) socket.resetAndDestroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      return connections;
    },
    cut,
    async [Symbol.asyncDispose]() {
      server.close();
      cut();
      await once(server, "close");
    },
  };
}
