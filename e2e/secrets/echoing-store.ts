import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";

export type Mood =
  /** Takes everything. */
  | "friendly"
  /** Takes everything and says in the answer that it did not. */
  | "partial"
  /** Closes the connection without a word. */
  | "deaf"
  /** Takes requests without this metric only, and says 400 to the others. */
  | { readonly refuses: string }
  | { readonly status: number }
  /** Sends the request on to another address. */
  | { readonly redirectsTo: string };

export interface EchoingStore extends AsyncDisposable {
  readonly url: string;
  mood: Mood;
  /** Headers of every request so far. */
  readonly requests: readonly IncomingHttpHeaders[];
}

/** A store (or a proxy before it) that repeats everything it was sent in its answers: the headers with the secrets as well. */
export async function startEchoingStore(): Promise<EchoingStore> {
  const requests: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    requests.push(request.headers);
    if (store.mood === "deaf") request.socket.destroy();
    else void answer(request, response, store.mood);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const store: EchoingStore = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mood: "friendly",
    requests,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  return store;
}

async function answer(request: IncomingMessage, response: ServerResponse, mood: Mood): Promise<void> {
  const body = gunzipped(await text(request.setEncoding("latin1")));
  const { authorization = "" } = request.headers;
  const { status, headers } = answerTo(mood, body);
  const message = `you sent ${JSON.stringify(request.headers)} and ${authorization.split(" ").at(-1)}`;
  response.writeHead(status, { "content-type": "application/json", "www-authenticate": `Bearer error="${authorization}"`, ...headers });
  if (mood === "partial") response.end(JSON.stringify({ partialSuccess: { errorMessage: message.replaceAll('"', "'") } }));
  else response.end(JSON.stringify(status === 200 ? {} : { message }));
}

function answerTo(mood: Mood, request: string): { status: number; headers?: Record<string, string> } {
  if (typeof mood === "string") return { status: 200 };
  if ("status" in mood) return { status: mood.status };
  if ("redirectsTo" in mood) return { status: 307, headers: { location: mood.redirectsTo } };
  return { status: request.includes(mood.refuses) ? 400 : 200 };
}

function gunzipped(body: string): string {
  try {
    return gunzipSync(Buffer.from(body, "latin1")).toString("latin1");
  } catch {
    // Spans and metrics of the bridge's own telemetry come without compression.
    return body;
  }
}
