import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ManualClock } from "@tiles/testkit/manual-clock";
import { type HealthServerOptions, startHealthServer } from "./health-server.ts";
import { createHttp } from "./http.ts";
import { createReadiness } from "./readiness.ts";
import { secretFile } from "./secret.ts";
import { testCertificate } from "./test-certificate.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kit-health-"));
});
afterAll(() => rm(folder, { recursive: true }));

const clock = new ManualClock(Date.UTC(2026, 0, 2, 3, 4, 5));
const ready = createReadiness(clock);
ready.set("store", true);
const options: HealthServerOptions = {
  listen: { host: "127.0.0.1", port: 0 },
  ready: () => ready.report(),
  metrics: async () => "# TYPE up gauge\nup 1\n",
};

describe("the health server", () => {
  test("is alive, unless the service says that it is not", async () => {
    let live = true;
    await using server = await startHealthServer({ ...options, live: () => live });
    expect((await get(server.url, "/livez")).status).toBe(200);
    live = false;
    expect((await get(server.url, "/livez")).status).toBe(503);
  });

  test("is ready with each dependency and since when", async () => {
    await using server = await startHealthServer(options);
    expect(await get(server.url, "/readyz")).toMatchObject({
      status: 200,
      json: { ready: true, dependencies: { store: { ok: true, since: "2026-01-02T03:04:05.000Z" } } },
    });
  });

  test("is not ready (503) while a dependency is not, and says why", async () => {
    const report = createReadiness(clock);
    report.set("store", false, "connection was refused");
    await using server = await startHealthServer({ ...options, ready: () => report.report() });
    expect(await get(server.url, "/readyz")).toMatchObject({
      status: 503,
      json: { ready: false, dependencies: { store: { ok: false, why: "connection was refused" } } },
    });
  });

  test("serves metrics as Prometheus text", async () => {
    await using server = await startHealthServer(options);
    const { status, headers, text } = await get(server.url, "/metrics");
    expect([status, headers["content-type"], text]).toEqual([200, "text/plain; version=0.0.4; charset=utf-8", "# TYPE up gauge\nup 1\n"]);
  });

  test("answers an unknown path with 404 and a wrong method with 405, as JSON", async () => {
    await using server = await startHealthServer(options);
    expect(await get(server.url, "/nothing")).toMatchObject({ status: 404, json: { error: "there is no such path" } });
    await using http = createHttp();
    const { status, headers } = await http.request({ method: "POST", url: `${server.url}/metrics` });
    expect([status, headers["allow"]]).toEqual([405, "GET"]);
  });

  test("answers 500 without details when a part fails", async () => {
    await using server = await startHealthServer({ ...options, metrics: () => Promise.reject(new Error("password=hunter2")) });
    const { status, text } = await get(server.url, "/metrics");
    expect([status, text.includes("hunter2")]).toEqual([500, false]);
  });

  test("is not misled by a URL with two slashes", async () => {
    await using server = await startHealthServer(options);
    const answer = httpRequest(server.url, { path: "//livez" }).end();
    const [response] = await once(answer, "response");
    expect(response).toMatchObject({ statusCode: 200 });
    response.resume();
  });

  test("says what to do when the port is taken", async () => {
    await using server = await startHealthServer(options);
    const port = Number(new URL(server.url).port);
    await expect(startHealthServer({ ...options, listen: { host: "127.0.0.1", port } })).rejects.toThrow(
      `server 127.0.0.1:${port}: listening failed: another process uses this port. Change server.listen`,
    );
  });
});

describe("with a token", () => {
  test("keeps metrics and reasons for those who have it; probes work without", async () => {
    const token = secretFile(await file("token", "s3cret\n"));
    await using server = await startHealthServer({ ...options, token });
    expect((await get(server.url, "/metrics")).status).toBe(401);
    expect((await get(server.url, "/metrics", "wrong")).status).toBe(401);
    expect((await get(server.url, "/metrics", "s3cret")).status).toBe(200);
    expect((await get(server.url, "/livez")).status).toBe(200);
    expect((await get(server.url, "/readyz")).json).toEqual({ ready: true });
  });
});

describe("a route of the service", () => {
  const route = { method: "POST", path: "/hook", maxBodyBytes: 100, handle: async ({ body }: { body: Buffer }) => ({ status: 202, body }) } as const;

  test("gets the body and answers", async () => {
    await using server = await startHealthServer({ ...options, routes: [route] });
    await using http = createHttp();
    const { status, body } = await http.request({ method: "POST", url: `${server.url}/hook`, body: "hello" });
    expect([status, body.toString()]).toEqual([202, "hello"]);
  });

  test("refuses a body that is too large", async () => {
    await using server = await startHealthServer({ ...options, routes: [route] });
    await using http = createHttp();
    const { status } = await http.request({ method: "POST", url: `${server.url}/hook`, body: "x".repeat(300) });
    expect(status).toBe(413);
  });

  test("has a token of its own: whoever may send there may not read the metrics, nor the other way round", async () => {
    const [mine, others] = [secretFile(await file("hook-token", "hook")), secretFile(await file("server-token", "server"))];
    const refused: number[] = [];
    const own = { ...route, token: mine, refused: (status: number) => void refused.push(status) };
    await using server = await startHealthServer({ ...options, token: others, routes: [own] });
    await using http = createHttp();
    const post = async (token: string) =>
      (await http.request({ method: "POST", url: `${server.url}/hook`, body: "x", headers: { authorization: `Bearer ${token}` } })).status;
    expect([await post("hook"), await post("server")]).toEqual([202, 401]);
    expect((await get(server.url, "/metrics", "hook")).status).toBe(401);
    await writeFile(mine.path, "another hook");
    expect([await post("hook"), await post("another hook")]).toEqual([401, 202]);
    expect(refused).toEqual([401, 401]);
  });

  test.each([2, 20])("answers 413 to %i times a body that comes in pieces and does not tell its length", async (times) => {
    await using server = await startHealthServer({ ...options, routes: [{ ...route, maxBodyBytes: 64 * 1024 }] });
    const request = httpRequest(`${server.url}/hook`, { method: "POST" });
    request.on("error", () => undefined);
    const answered = once(request, "response");
    for (let index = 0; index < times; index += 1) request.write(Buffer.alloc(64 * 1024));
    request.end();
    const [response] = await answered;
    expect(response).toMatchObject({ statusCode: 413 });
    response.resume();
  });

  test("is told to stop when the server closes", async () => {
    const entered = Promise.withResolvers<AbortSignal>();
    const slow = { ...route, handle: ({ signal }: { signal: AbortSignal }) => (entered.resolve(signal), new Promise<never>(() => undefined)) };
    const server = await startHealthServer({ ...options, routes: [slow] });
    await using http = createHttp();
    const answer = http.request({ method: "POST", url: `${server.url}/hook` }).catch((error: unknown) => error);
    const signal = await entered.promise;
    await server[Symbol.asyncDispose]();
    expect(signal.aborted).toBe(true);
    expect(await answer).toMatchObject({ kind: "reset" });
  });
});

describe("with TLS", () => {
  test("serves a renewed certificate without a restart, and keeps the old one when the new is broken", async () => {
    const [old, renewed] = [testCertificate(), testCertificate()];
    const tls = { certFile: await file("cert.pem", old.certPem), keyFile: await file("key.pem", old.keyPem) };
    await using server = await startHealthServer({ ...options, tls });
    expect(await served(server.url, old.fingerprint)).toBe(true);

    await file("cert.pem", "not a certificate");
    await served(server.url, old.fingerprint);
    expect(await served(server.url, old.fingerprint)).toBe(true);

    await file("cert.pem", renewed.certPem);
    await file("key.pem", renewed.keyPem);
    await expect.poll(() => served(server.url, renewed.fingerprint)).toBe(true);
  });

  test("does not start with a key that belongs to another certificate", async () => {
    const tls = { certFile: await file("a.pem", testCertificate().certPem), keyFile: await file("b.pem", testCertificate().keyPem) };
    await expect(startHealthServer({ ...options, tls })).rejects.toMatchObject({ code: "KIT_TLS_FILE" });
  });
});

async function served(url: string, fingerprint: string): Promise<boolean> {
  await using http = createHttp({ trust: { system: false, fingerprints: [fingerprint] } });
  return await http.request({ method: "GET", url: `${url}/livez` }).then(
    () => true,
    () => false,
  );
}

async function get(
  url: string,
  path: string,
  token?: string,
): Promise<{ status: number; headers: Readonly<Record<string, string>>; text: string; json: unknown }> {
  await using http = createHttp();
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const answer = await http.request({ method: "GET", url: `${url}${path}`, headers });
  const text = answer.body.toString();
  return { status: answer.status, headers: answer.headers, text, json: text.startsWith("{") ? JSON.parse(text) : undefined };
}

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}
