import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Tape } from "./tape.ts";

export interface Sink extends AsyncDisposable {
  /** OTLP base. */
  readonly endpoint: string;
  readonly counts: { requests: number; bytes: number };
}

/** A metrics store that takes everything at once, protobuf or JSON, and puts the request bodies on the tape. */
export async function startSink(tape: Tape): Promise<Sink> {
  const counts = { requests: 0, bytes: 0 };
  const server = createServer((request, response) => {
    void bodyOf(request).then((bytes) => {
      if (bytes === undefined) return;
      counts.requests += 1;
      counts.bytes += bytes.length;
      response.writeHead(200, { "content-type": request.headers["content-type"] ?? "", "content-length": 0 }).end();
      tape.add({ kind: "body", bytes, atMs: Date.now() });
    });
  });
  server.keepAliveTimeout = 120_000;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/otlp`,
    counts,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Undefined when the sender went away in the middle of it: programs are ended while they send. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks);
}
