import { createServer, type IncomingMessage } from "node:http";
import { openLoopback } from "./loopback.ts";

/** What a test in another process may call, by name. Arguments and results are JSON. */
export type Controls = Readonly<Record<string, (...args: never[]) => unknown>>;

export interface ControlServer extends AsyncDisposable {
  readonly url: string;
}

export const CONTROL_PATH = "/_control";
const MAX_COMMAND_BYTES = 64 * 1024 * 1024;

/**
 * POST /_control with {"method": "set", "args": ["light.hall", "on"]} answers {"result": ...} or 400 {"error": "..."};
 * GET /_control answers {"methods": [...]}. It has a port of its own, so that it works while the double hangs or refuses.
 */
export async function startControlServer(controls: Controls): Promise<ControlServer> {
  const http = createServer((request, response) => {
    void answer(request, controls).then(({ status, body }) => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  });
  const loopback = await openLoopback(http, "127.0.0.1", 0);
  return { url: `http://${loopback.host}:${loopback.port}${CONTROL_PATH}`, [Symbol.asyncDispose]: loopback[Symbol.asyncDispose] };
}

interface ControlAnswer {
  readonly status: number;
  readonly body: unknown;
}

async function answer(request: IncomingMessage, controls: Controls): Promise<ControlAnswer> {
  if (request.url !== CONTROL_PATH) return { status: 404, body: { error: `${request.url}: not served here. Use ${CONTROL_PATH}. [DOUBLE_CONTROL]` } };
  if (request.method === "GET") return { status: 200, body: { methods: Object.keys(controls).toSorted() } };
  try {
    const { method, args = [] } = JSON.parse(await read(request)) as { method?: string; args?: never[] };
    const control = Object.hasOwn(controls, method ?? "") ? controls[method ?? ""] : undefined;
    if (control === undefined)
      return bad(`control: "${method}" is not known. Use one of ${Object.keys(controls).toSorted().join(", ")}. [DOUBLE_CONTROL]`);
    return { status: 200, body: { result: (await control(...args)) ?? null } };
  } catch (error) {
    return bad(error instanceof Error ? error.message : String(error));
  }
}

function bad(error: string): ControlAnswer {
  return { status: 400, body: { error } };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_COMMAND_BYTES) throw new Error(`control: the command is over ${MAX_COMMAND_BYTES} bytes. Send it in parts. [DOUBLE_CONTROL]`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
