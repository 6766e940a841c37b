import { once } from "node:events";
import process from "node:process";
import { createInterface } from "node:readline";
import { Connection, type HaWebSocket } from "home-assistant-js-websocket";
import { WebSocket } from "ws";

/** A connection of home-assistant-js-websocket over the same kind of socket as the bridge's; the token comes on standard input. */
export async function connect(url: string): Promise<Connection> {
  const [token] = (await once(createInterface({ input: process.stdin }), "line")) as [string];
  const socket = new WebSocket(`${url.replace(/^http/, "ws")}/api/websocket`, { perMessageDeflate: false });
  await once(socket, "message");
  socket.send(JSON.stringify({ type: "auth", access_token: token }));
  const [answer] = (await once(socket, "message")) as [Buffer];
  const { ha_version: haVersion } = JSON.parse(answer.toString()) as { ha_version: string };
  return new Connection(Object.assign(socket, { haVersion }) as unknown as HaWebSocket, {
    setupRetry: 0,
    createSocket: () => Promise.reject(new Error("one socket is enough for a bench")),
  });
}
