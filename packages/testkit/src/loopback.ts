import { once } from "node:events";
import type { Server as HttpServer } from "node:http";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** A listening port that can be taken away and given back, and whose connections can freeze or break. */
export interface Loopback extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
  readonly hung: boolean;
  /** Half-open: connections stay, new ones are taken by the kernel, nothing is read any more and no FIN is sent. */
  readonly hang: () => void;
  /** Ends a hang; what waited is served now. */
  readonly resume: () => void;
  /** Resolves at once, or when a hang ends. */
  readonly whenServing: () => Promise<void>;
  /** Destroys every connection. */
  readonly cut: () => void;
  /** New connections get ECONNREFUSED; open ones stay. */
  readonly refuseConnections: () => Promise<void>;
  /** Listens again on the same port. */
  readonly acceptConnections: () => Promise<void>;
}

export async function openLoopback(http: HttpServer, host: string, port: number): Promise<Loopback> {
  const sockets = new Set<Socket>();
  const untouched = new Set<Socket>();
  const waiting: (() => void)[] = [];
  let hung = false;
  let server: Server | undefined = await listen(port);
  const boundPort = (server.address() as AddressInfo).port;

  async function listen(onPort: number): Promise<Server> {
    // Paused on arrival, so that a hang leaves even the first byte unread.
    const opened = createServer({ pauseOnConnect: true, noDelay: true }, take);
    opened.listen(onPort, host);
    await once(opened, "listening");
    return opened;
  }

  function take(socket: Socket): void {
    sockets.add(socket);
    // A client that disappears is daily life for a double; whoever serves the socket sees its close.
    socket.on("error", () => undefined);
    socket.on("close", () => {
      sockets.delete(socket);
      untouched.delete(socket);
    });
    if (hung) untouched.add(socket);
    else serve(socket);
  }

  function serve(socket: Socket): void {
    http.emit("connection", socket);
    socket.resume();
  }

  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const resume = (): void => {
    hung = false;
    for (const socket of untouched) serve(socket);
    untouched.clear();
    for (const wake of waiting.splice(0)) wake();
  };
  const refuseConnections = async (): Promise<void> => {
    const closing = server;
    server = undefined;
    // close() stops listening at once; its callback would wait for the open connections, which shall stay.
    closing?.close();
  };

  return {
    host,
    port: boundPort,
    get hung() {
      return hung;
    },
    hang: () => void (hung = true),
    resume,
    whenServing: () => (hung ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()),
    cut,
    refuseConnections,
    acceptConnections: async () => void (server ??= await listen(boundPort)),
    async [Symbol.asyncDispose]() {
      await refuseConnections();
      resume();
      cut();
    },
  };
}
