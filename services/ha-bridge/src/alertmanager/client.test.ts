import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { createHttp } from "@tiles/kit/http";
import { secretFile } from "@tiles/kit/secret";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { alertmanagerClient } from "./client.ts";

type Answer = { readonly status?: number; readonly body: unknown };

const stack = { current: new AsyncDisposableStack() };
const signal = new AbortController().signal;
let answers: Record<string, Answer> = {};
let asked: { method: string | undefined; url: string | undefined; headers: IncomingMessage["headers"]; body: string }[] = [];
let url = "";
let folder = "";

beforeEach(async () => {
  stack.current = new AsyncDisposableStack();
  answers = { "/alertmanager/api/v2/status": { body: { uptime: "2026-01-15T00:00:00.000Z" } } };
  asked = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      asked.push({ method: request.method, url: request.url, headers: request.headers, body });
      const answer = answers[request.url ?? ""] ?? { status: 404, body: `no such thing for ${request.headers.authorization}` };
      response.writeHead(answer.status ?? 200).end(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  stack.current.defer(() => server.close().closeAllConnections());
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/alertmanager`;
  folder = await mkdtemp(join(tmpdir(), "ha-bridge-alertmanager-"));
  stack.current.defer(() => rm(folder, { recursive: true }));
});
afterEach(() => stack.current.disposeAsync());

function client(base = url) {
  const http = stack.current.use(createHttp());
  return alertmanagerClient({
    http,
    url: base,
    headers: { "X-Scope-OrgID": "house" },
    headerFiles: { Authorization: secretFile(join(folder, "authorization")) },
  });
}

describe("a look", () => {
  beforeEach(() => writeFile(join(folder, "authorization"), "Bearer s3cret"));

  test("brings every alert below the path of Mimir, with tenant and credentials", async () => {
    answers["/alertmanager/api/v2/alerts"] = {
      body: [
        alert({ fingerprint: "a1" }),
        alert({ fingerprint: "a2", status: { state: "suppressed", silencedBy: ["s"], inhibitedBy: [] } }),
        alert({ fingerprint: "a3", status: { state: "suppressed", silencedBy: [], inhibitedBy: ["b"] } }),
        { fingerprint: "a4" },
      ],
    };
    const look = await client().look(signal);
    expect(look.alerts.map(({ fingerprint, silenced }) => [fingerprint, silenced])).toEqual([
      ["a1", false],
      ["a2", true],
      ["a3", true],
    ]);
    expect(look).toMatchObject({ malformed: 1, run: "2026-01-15T00:00:00.000Z" });
    // Its end is when it is given up unless it is sent again, which is Alertmanager's own business.
    expect(look.alerts[0]?.endsAtMs).toBeUndefined();
    for (const { headers } of asked) expect(headers).toMatchObject({ "x-scope-orgid": "house", authorization: "Bearer s3cret" });
  });

  test("works where the status may not be seen", async () => {
    answers = { "/alertmanager/api/v2/alerts": { body: [] } };
    expect(await client().look(signal)).toMatchObject({ alerts: [], run: "unknown" });
  });

  test.each([
    [401, "BRIDGE_ALERTMANAGER_REFUSED"],
    [404, "BRIDGE_ALERTMANAGER_REFUSED"],
    [500, "BRIDGE_ALERTMANAGER_AWAY"],
  ])("that is answered with %i says so, without the secret that came back", async (status, code) => {
    answers["/alertmanager/api/v2/alerts"] = { status, body: "you sent Bearer s3cret" };
    const error = await client()
      .look(signal)
      .catch((failure: unknown) => failure);
    expect(error).toMatchObject({ code, message: expect.stringContaining(`HTTP ${status} you sent [secret]`) });
    expect(String(error)).not.toContain("s3cret");
  });

  test("at something that is no Alertmanager says so", async () => {
    answers["/alertmanager/api/v2/alerts"] = { body: "<html>login</html>" };
    await expect(client().look(signal)).rejects.toMatchObject({ code: "BRIDGE_ALERTMANAGER_AWAY", cameBack: "an answer that is no list of alerts" });
  });

  test("at nobody says so", async () => {
    await expect(client("http://127.0.0.1:9").look(signal)).rejects.toMatchObject({ code: "BRIDGE_ALERTMANAGER_AWAY" });
  });

  test("without its file of credentials names the file", async () => {
    await rm(join(folder, "authorization"));
    await expect(client().look(signal)).rejects.toMatchObject({ code: "KIT_SECRET_FILE" });
  });
});

describe("silences", () => {
  beforeEach(() => writeFile(join(folder, "authorization"), "Bearer s3cret"));

  test("that are over, or match otherwise than by equality, are none of ours", async () => {
    answers["/alertmanager/api/v2/silences"] = {
      body: [
        silence({ id: "s1" }),
        silence({ id: "s2", status: { state: "expired" } }),
        silence({ id: "s3", matchers: [matcher({ isRegex: true })] }),
      ],
    };
    expect((await client().silences(signal)).map(({ id }) => id)).toEqual(["s1"]);
  });

  test("are written with what Alertmanager wants to know", async () => {
    answers["/alertmanager/api/v2/silences"] = { body: { silenceID: "s9" } };
    const wanted = { id: "s1", matchers: [{ name: "alertname", value: "A" }], startsAt: "2026-01-15T05:00:00Z", endsAtMs: Date.UTC(2026, 0, 15, 9) };
    expect(await client().putSilence({ ...wanted, createdBy: "Home Assistant", comment: "by a button" }, signal)).toBe("s9");
    expect(JSON.parse(asked[0]?.body ?? "")).toEqual({
      id: "s1",
      matchers: [{ name: "alertname", value: "A", isRegex: false, isEqual: true }],
      startsAt: "2026-01-15T05:00:00Z",
      endsAt: "2026-01-15T09:00:00.000Z",
      createdBy: "Home Assistant",
      comment: "by a button",
    });
  });
});

function alert(more: Record<string, unknown>) {
  return {
    labels: { alertname: "A" },
    annotations: {},
    startsAt: "2026-01-15T06:00:00.000Z",
    endsAt: "2026-01-15T06:05:00.000Z",
    status: { state: "active", silencedBy: [], inhibitedBy: [] },
    ...more,
  };
}

function matcher(more: Record<string, unknown> = {}) {
  return { name: "alertname", value: "A", isRegex: false, isEqual: true, ...more };
}

function silence(more: Record<string, unknown>) {
  return {
    matchers: [matcher()],
    startsAt: "2026-01-15T05:00:00Z",
    endsAt: "2026-01-15T09:00:00Z",
    createdBy: "Home Assistant",
    comment: "",
    status: { state: "active" },
    ...more,
  };
}
