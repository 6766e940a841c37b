import { Agent as PlainAgent } from "node:http";
import { Agent as TlsAgent } from "node:https";
import { connect, type NetConnectOpts, type Socket } from "node:net";
import type { ConnectionOptions } from "node:tls";
import { formatDuration } from "./duration.ts";
import { TimeIsOver } from "./http-failure.ts";
import { tlsConnect, type Trust } from "./trust.ts";

export interface Agents {
  readonly plain: PlainAgent;
  readonly tls: TlsAgent;
}

// Longer than the usual gap between two sends, shorter than the idle limits of common proxies (60 s).
const KEEP_ALIVE_MS = 55_000;
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Pools of connections. Node's own agents and not a client library: that one would cost each service some 30 MB of
 * memory, and nothing of what it can do more is needed.
 */
export function createAgents(trust: Trust, maxSockets: number): Agents {
  const options = { keepAlive: true, maxSockets, timeout: KEEP_ALIVE_MS };
  const plain = new PlainAgent(options);
  const tls = new TlsAgent(options);
  Object.assign(plain, { createConnection: (wanted: NetConnectOpts) => timed(connect(wanted), "connect") });
  // What is written before the handshake is over stays here until `tlsConnect` has judged the other side.
  const open = (wanted: ConnectionOptions) => timed(tlsConnect(trust, { ...wanted, ALPNProtocols: ["http/1.1"] }), "secureConnect");
  Object.assign(tls, { createConnection: open });
  return { plain, tls };
}

function timed(socket: Socket, event: "connect" | "secureConnect"): Socket {
  const late = () => socket.destroy(new TimeIsOver(`no connection within ${formatDuration(CONNECT_TIMEOUT_MS)}`));
  const timer = setTimeout(late, CONNECT_TIMEOUT_MS);
  socket.once(event, () => clearTimeout(timer)).once("close", () => clearTimeout(timer));
  return socket.setNoDelay(true).setKeepAlive(true, KEEP_ALIVE_MS);
}
