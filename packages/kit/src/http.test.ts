import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTcpServer, type AddressInfo, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { createHttp } from "./http.ts";
import { HttpFailure, safeUrl } from "./http-failure.ts";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

describe("a request that is answered", () => {
  test("gives status, headers and body, whatever the status is", async () => {
    const url = await serve((request, response) => {
      response.writeHead(418, { "X-Method": `${request.method}`, "X-Agent": `${request.headers["user-agent"]}` }).end("teapot");
    });
    await using http = createHttp({ userAgent: "tiles/1" });
    const { status, headers, body } = await http.request({ method: "POST", url, body: "x" });
    expect([status, headers["x-method"], headers["x-agent"], body.toString()]).toEqual([418, "POST", "tiles/1", "teapot"]);
  });

  test("keeps connections for later requests", async () => {
    const connections = new Set<unknown>();
    const url = await serve((request, response) => {
      connections.add(request.socket);
      response.end("ok");
    });
    await using http = createHttp();
    for (let i = 0; i < 20; i += 1) await http.request({ method: "GET", url });
    // A connection is free a moment after the answer, so two may take turns.
    expect(connections.size).toBeLessThanOrEqual(2);
  });

  test("does not open more connections than allowed", async () => {
    const connections = new Set<unknown>();
    const url = await serve((request, response) => {
      connections.add(request.socket);
      setImmediate(() => response.end("ok"));
    });
    await using http = createHttp({ maxConnections: 2 });
    await Promise.all(Array.from({ length: 12 }, () => http.request({ method: "GET", url })));
    expect(connections.size).toBe(2);
  });

  test("does not follow a redirect", async () => {
    const url = await serve((_request, response) => void response.writeHead(302, { location: "/elsewhere" }).end());
    await using http = createHttp();
    expect((await http.request({ method: "GET", url })).headers["location"]).toBe("/elsewhere");
  });
});

describe("a request that fails", () => {
  test("is refused when nothing listens", async () => {
    const server = createTcpServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, "close");
    expect(await failure(`http://127.0.0.1:${port}/`)).toMatchObject({ kind: "refused", code: "KIT_HTTP_REFUSED" });
  });

  test("has a deadline while the server says nothing", async () => {
    const url = await serve(() => undefined);
    expect(await failure(url, 50)).toMatchObject({ kind: "timeout", message: expect.stringContaining("no answer within 50ms") });
  });

  test("has a deadline while the body does not end", async () => {
    const url = await serve((_request, response) => void response.write("begin"));
    expect(await failure(url, 50)).toMatchObject({ kind: "timeout" });
  });

  test("is reset when the connection is cut in the middle of the body", async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { "content-length": 100 }).write("begin");
      setImmediate(() => response.destroy());
    });
    expect(await failure(url)).toMatchObject({ kind: "reset" });
  });

  test("is given up when the answer is too large", async () => {
    const url = await serve((_request, response) => void response.end("x".repeat(70_000)));
    await using http = createHttp({ maxResponseBytes: 65_536 });
    await expect(http.request({ method: "GET", url })).rejects.toMatchObject({
      kind: "tooLarge",
      message: expect.stringContaining("larger than 64KiB"),
    });
  });

  // All of it is read by then and the connection is given back: an error on it would have nobody to hear it.
  test("is given up without a trace when the answer that is too large came in one piece", async () => {
    const url = await serve((_request, response) => void response.end("x".repeat(2000)));
    await using http = createHttp({ maxResponseBytes: 1000 });
    const uncaught: unknown[] = [];
    const hear = (error: unknown): void => void uncaught.push(error);
    process.on("uncaughtExceptionMonitor", hear);
    await expect(http.request({ method: "GET", url })).rejects.toMatchObject({ kind: "tooLarge" });
    await new Promise((resolve) => setImmediate(resolve));
    process.off("uncaughtExceptionMonitor", hear);
    expect(uncaught).toEqual([]);
  });

  test("says so when the other side does not speak HTTP", async () => {
    const url = await serveTcp((socket) => void socket.end("SSH-2.0-OpenSSH_9.9\r\n"));
    expect(await failure(url)).toMatchObject({ kind: "protocol" });
  });

  test("says so when the other side does not speak TLS", async () => {
    const url = await serve((_request, response) => void response.end());
    expect(await failure(url.replace("http:", "https:"))).toMatchObject({ kind: "tls", code: "KIT_HTTP_TLS" });
  });

  test("says so when the name has no address", async () => {
    expect(await failure("http://no-such-host.invalid/")).toMatchObject({ kind: "dns" });
  });

  test("rejects with the caller's own reason when the caller gave it up", async () => {
    const url = await serve(() => undefined);
    await using http = createHttp();
    const stop = new AbortController();
    const reason = new Error("shutting down");
    const answer = http.request({ method: "GET", url, signal: stop.signal });
    stop.abort(reason);
    await expect(answer).rejects.toBe(reason);
  });

  test("tells neither query nor credentials", async () => {
    const url = await serve((request) => request.socket.destroy());
    const text = String(await failure(url.replace("//", "//me:hunter2@") + "write?token=hunter2#hunter2"));
    expect(text).toContain("/write");
    expect(text).not.toContain("hunter2");
  });
});

test("a URL is shown without its secrets", () => {
  expect(safeUrl("https://u:p@h.example:8443/a/b?c=d#e")).toBe("https://h.example:8443/a/b");
});

async function failure(url: string, timeoutMs = 5_000): Promise<unknown> {
  await using http = createHttp({ timeoutMs });
  const error = await http.request({ method: "GET", url }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(HttpFailure);
  return error;
}

async function serve(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function serveTcp(onSocket: (socket: Socket) => void): Promise<string> {
  const server = createTcpServer(onSocket).listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
