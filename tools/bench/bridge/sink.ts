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
  const server = createServer(async (request, response) => {
    const bytes = await bodyOf(request);
    counts.requests += 1;
    counts.bytes += bytes.length;
    response.writeHead(200, { "content-type": request.headers["content-type"] ?? "", "content-length": 0 }).end();
    tape.add({ kind: "body", bytes, atMs: Date.now() });
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

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
