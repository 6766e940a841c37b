import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exportResponse } from "@tiles/testkit/otlp-receiver/protobuf-writer";

/** What stands in the way of one request. */
export type Trouble =
  /** Answered by the gateway; the store hears nothing of it. */
  | { readonly kind: "answer"; readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly text?: string }
  /** The store gets it at once, its answer comes so much later. */
  | { readonly kind: "slow"; readonly ms: number }
  /** The store takes it; the answer says that it took a part, with this text. */
  | { readonly kind: "partial success"; readonly text: string }
  /** The connection breaks when half of the request has come; the store hears nothing of it. */
  | { readonly kind: "cut in the request" }
  /** The store has taken it when the connection breaks. */
  | { readonly kind: "cut before the answer" }
  /** 401 for whoever does not send this as Authorization. */
  | { readonly kind: "login"; readonly authorization: string }
  /** A limit of size, in bytes as they travel. */
  | { readonly kind: "limit"; readonly bytes: number };

export interface SeenRequest {
  readonly atMs: number;
  readonly bytes: number;
  readonly headers: IncomingHttpHeaders;
  /** What the sender was told; undefined when the connection broke. */
  readonly status: number | undefined;
}

/** An HTTP gateway before a real store: what a healthy store does not do by itself, it does. */
export interface Gateway extends AsyncDisposable {
  /** OTLP base. */
  readonly endpoint: string;
  readonly seen: SeenRequest[];
  /** For the next requests with points, one each; then all go through. */
  next(...troubles: readonly Trouble[]): void;
  /** For all requests from now on. */
  always(trouble: Trouble | undefined): void;
}

/** `passed` hears of every request that the store answered. */
export async function startGateway(target: string, passed: (body: Buffer, status: number) => void = () => undefined): Promise<Gateway> {
  const seen: SeenRequest[] = [];
  let queue: Trouble[] = [];
  let constant: Trouble | undefined;
  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing).catch(() => outgoing.destroy()));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    next(...troubles) {
      queue = [...troubles];
    },
    always(trouble) {
      constant = trouble;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const trouble = queue.shift() ?? constant;
    const note = (status: number | undefined, bytes: number) => void seen.push({ atMs: Date.now(), bytes, headers: incoming.headers, status });
    if (trouble?.kind === "cut in the request") {
      const [first] = (await once(incoming, "data")) as [Buffer];
      note(undefined, first.length);
      incoming.socket.resetAndDestroy();
      return;
    }
    const body = await bodyOf(incoming);
    if (trouble?.kind === "answer" || (trouble?.kind === "limit" && body.length > trouble.bytes)) {
      const { status, headers = {}, text = "" } = trouble.kind === "answer" ? trouble : { status: 413, text: "request body too large" };
      note(status, body.length);
      outgoing.writeHead(status, headers).end(text);
      return;
    }
    if (trouble?.kind === "login" && incoming.headers.authorization !== trouble.authorization) {
      note(401, body.length);
      outgoing.writeHead(401).end("login needed");
      return;
    }
    const answer = await forward(incoming, body);
    passed(body, answer.status);
    if (trouble?.kind === "cut before the answer") {
      note(undefined, body.length);
      incoming.socket.resetAndDestroy();
      return;
    }
    note(answer.status, body.length);
    if (trouble?.kind === "slow") await new Promise((resolve) => setTimeout(resolve, trouble.ms));
    if (trouble?.kind === "partial success") {
      outgoing.writeHead(200, { "content-type": "application/x-protobuf" }).end(exportResponse({ rejected: 0, message: trouble.text }));
      return;
    }
    outgoing.writeHead(answer.status, answer.headers).end(answer.body);
  }

  async function forward(incoming: IncomingMessage, body: Buffer): Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }> {
    const onward = request(`${target}${incoming.url ?? ""}`, {
      method: incoming.method,
      headers: { ...incoming.headers, host: new URL(target).host },
    });
    onward.end(body);
    const [response] = (await once(onward, "response")) as [IncomingMessage];
    return { status: response.statusCode ?? 502, headers: response.headers, body: await bodyOf(response) };
  }
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
