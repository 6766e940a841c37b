import { createHttp } from "@tiles/kit/http";
import { secretFile } from "@tiles/kit/secret";
import { ManualClock } from "@tiles/testkit/manual-clock";
import { writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../spool/spool.testing.ts";
import { compress } from "./delivery.ts";
import { createHttpSender, type HttpSender, type HttpSenderOptions } from "./http-sender.ts";
import type { SendOutcome } from "./send-outcome.ts";
import { lengthDelimited, textField } from "./wire.ts";

const body = compress(Buffer.from("request"));

test.for<[number, SendOutcome["kind"]]>([
  [200, "accepted"],
  [204, "accepted"],
  [301, "refused"],
  [400, "bad"],
  [401, "refused"],
  [403, "refused"],
  [404, "refused"],
  [405, "refused"],
  [408, "retry"],
  [409, "bad"],
  [413, "tooLarge"],
  [415, "refused"],
  [422, "bad"],
  [429, "retry"],
  [500, "retry"],
  [503, "retry"],
  [529, "retry"],
])("answer %i means %s", async ([status, kind]) => {
  await using store = await answering(status);
  expect((await store.send()).kind).toBe(kind);
});

test("posts gzipped protobuf below the OTLP base, with exactly that content type", async () => {
  await using store = await answering(200);
  await store.send();
  const { method, url, headers } = store.requests[0] ?? {};
  expect({ method, url }).toEqual({ method: "POST", url: "/otlp/v1/metrics" });
  expect(headers).toMatchObject({
    "content-type": "application/x-protobuf",
    "content-encoding": "gzip",
    "x-scope-orgid": "tiles",
  });
});

test("tells the store which attempt it is, from the second on", async () => {
  await using store = await answering(200);
  await store.send(0);
  await store.send(3);
  expect(store.requests.map(({ headers }) => headers["retry-attempt"])).toEqual([undefined, "3"]);
});

test("reads a header's file again when it changed", async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, "authorization");
  await writeFile(path, "Bearer old\n");
  await using store = await answering(200, { headerFiles: { Authorization: secretFile(path) } });
  await store.send();
  await writeFile(path, "Bearer brand-new\n");
  await store.send();
  expect(store.requests.map(({ headers }) => headers["authorization"])).toEqual(["Bearer old", "Bearer brand-new"]);
});

test("a missing file of a header keeps the data, and nothing is sent without it", async () => {
  await using store = await answering(200, { headerFiles: { Authorization: secretFile("/nowhere/token") } });
  expect(await store.send()).toMatchObject({ kind: "refused", text: expect.stringContaining("/nowhere/token") });
  expect(store.requests).toHaveLength(0);
});

test("obeys Retry-After", async () => {
  await using store = await answering(429, {}, { "Retry-After": "17" });
  expect(await store.send()).toEqual({ kind: "retry", status: 429, afterMs: 17_000, why: "HTTP 429" });
});

test("hands on the text of a partial success", async () => {
  const answer = lengthDelimited(1, textField(2, "sample out of\n order"));
  await using store = await answering(200, {}, { "Content-Type": "application/x-protobuf" }, answer);
  expect(await store.send()).toEqual({ kind: "accepted", status: 200, partial: "sample out of order" });
});

test("reads the message out of a protobuf error", async () => {
  const answer = textField(2, "label value too long");
  await using store = await answering(400, {}, { "Content-Type": "application/x-protobuf" }, answer);
  expect(await store.send()).toEqual({ kind: "bad", status: 400, text: "HTTP 400: label value too long" });
});

test("an answer that says it is protobuf and is not does no harm", async () => {
  await using store = await answering(200, {}, { "Content-Type": "application/x-protobuf" }, Uint8Array.of(10, 200));
  expect(await store.send()).toEqual({ kind: "accepted", status: 200 });
});

test("keeps texts short and secrets out of them", async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, "authorization");
  await writeFile(path, "Bearer abc123");
  const answer = Buffer.from(`token abc123 is not valid ${"x".repeat(2000)}`);
  await using store = await answering(401, { headerFiles: { Authorization: secretFile(path) } }, {}, answer);
  const outcome = await store.send();
  const text = outcome.kind === "refused" ? outcome.text : "";
  expect(text).toMatch(/^HTTP 401: token \[secret\] is not valid x+\.\.\.$/);
  expect(text.length).toBeLessThan(520);
});

test("says where a redirect leads instead of following it", async () => {
  await using store = await answering(302, {}, { Location: "https://login.lan/" });
  expect(await store.send()).toMatchObject({ kind: "refused", text: "HTTP 302 to https://login.lan/" });
});

test("no answer in time is worth another attempt", async () => {
  await using store = await answering("never", { timeoutMs: 50 });
  expect(await store.send()).toMatchObject({ kind: "retry", why: expect.stringContaining("KIT_HTTP_TIMEOUT") });
});

test("nobody listening is worth another attempt", async () => {
  const store = await answering(200);
  await store.close();
  expect(await store.send()).toMatchObject({ kind: "retry", why: expect.stringContaining("KIT_HTTP_REFUSED") });
  await store[Symbol.asyncDispose]();
});

test("authorities that cannot be read keep the data", async () => {
  await using folder = await temporaryFolder();
  const caFile = join(folder.path, "ca.pem");
  await using http = createHttp({ trust: { system: false, caFile, fingerprints: [] } });
  await using store = await answering(200, { http, endpoint: "https://127.0.0.1:9/otlp" });
  expect(await store.send()).toMatchObject({ kind: "refused", text: expect.stringContaining("ca.pem") });
});

test("a web page is nobody's word that the points were taken", async () => {
  await using store = await answering(200, {}, { "Content-Type": "text/html; charset=utf-8" }, Buffer.from("<html>Log in</html>"));
  expect(await store.send()).toEqual({ kind: "refused", status: 200, text: "HTTP 200 with a web page: <html>Log in</html>" });
});

interface Answering extends AsyncDisposable {
  readonly requests: IncomingMessage[];
  send(attempt?: number): ReturnType<HttpSender["send"]>;
  close(): Promise<void>;
}

async function answering(
  status: number | "never",
  options: Partial<HttpSenderOptions> = {},
  headers: Readonly<Record<string, string>> = {},
  answer: Uint8Array = new Uint8Array(),
): Promise<Answering> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    request.resume().on("end", () => {
      if (status !== "never") response.writeHead(status, headers).end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const http = createHttp();
  const sender = createHttpSender({
    http,
    endpoint: `http://127.0.0.1:${port}/otlp/`,
    signal: "metrics",
    headers: { "X-Scope-OrgID": "tiles" },
    headerFiles: {},
    clock: new ManualClock(),
    ...options,
  });
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return {
    requests,
    send: (attempt = 0) => sender.send(body, { attempt, signal: new AbortController().signal }),
    close,
    [Symbol.asyncDispose]: async () => {
      await http[Symbol.asyncDispose]();
      await close();
    },
  };
}
