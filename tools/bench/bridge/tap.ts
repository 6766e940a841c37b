import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import type { Tape } from "./tape.ts";
import { readServerFrames } from "./websocket-frames.ts";

export interface Tap extends AsyncDisposable {
  readonly url: string;
}

/** Stands between the bridge and Home Assistant and puts every message of Home Assistant on the tape. */
export async function startTap(target: string, tape: Tape): Promise<Tap> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect({ host: hostname, port: Number(port) });
    const read = readServerFrames((message) => tape.add({ kind: "frame", bytes: Buffer.from(message), atMs: Date.now() }));
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    upstream.on("data", read);
    upstream.pipe(client);
    client.pipe(upstream);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
