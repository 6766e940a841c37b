import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeError } from "@tiles/kit/errors";
import { createHttp } from "@tiles/kit/http";
import { secretFile } from "@tiles/kit/secret";
import { systemTrust } from "@tiles/kit/trust";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { prometheusApi, type StoreQuery } from "./prometheus-api.ts";

const owned = new AsyncDisposableStack();
const { signal } = new AbortController();
let store: StoreQuery;
let login = "";
let next: { status: number; body: string };
let asked: { path: string | undefined; login: string | undefined; form: URLSearchParams }[];

beforeAll(async () => {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.once("end", () => {
      asked.push({ path: request.url, login: request.headers.authorization, form: new URLSearchParams(Buffer.concat(parts).toString()) });
      response.writeHead(next.status).end(next.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  owned.defer(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server listens on no port");
  const http = owned.use(createHttp({ trust: systemTrust, userAgent: "test", maxResponseBytes: 1000 }));
  const folder = await mkdtemp(join(tmpdir(), "prometheus-api-"));
  owned.defer(() => rm(folder, { recursive: true }));
  login = join(folder, "login");
  await writeFile(login, "Bearer s3cret");
  const headerFiles = { Authorization: secretFile(login) };
  store = prometheusApi({ http, url: `http://127.0.0.1:${address.port}/prometheus/`, headers: {}, headerFiles });
});

beforeEach(() => {
  asked = [];
});

afterAll(() => owned.disposeAsync());

test("a range is asked for with both ends and the step, past the cache that would move them", async () => {
  next = {
    status: 200,
    body: JSON.stringify({
      status: "success",
      data: {
        result: [
          {
            metric: { a: "b" },
            values: [
              [60, "1.5"],
              [120, "NaN"],
            ],
          },
        ],
      },
    }),
  };
  expect(await store.range("up == 0", 60_000, 120_000, 60_000, signal)).toEqual([
    {
      labels: { a: "b" },
      samples: [
        [60_000, 1.5],
        [120_000, NaN],
      ],
    },
  ]);
  expect(asked[0]?.path).toBe("/prometheus/api/v1/query_range");
  expect(Object.fromEntries(asked[0]?.form ?? [])).toEqual({ query: "up == 0", start: "60.000", end: "120.000", step: "60.000", nocache: "1" });
});

test("what the store says of our credentials is told without them", async () => {
  next = { status: 401, body: "no user has the token s3cret" };
  const error: unknown = await store.range("a", 0, 60_000, 60_000, signal).catch((failure: unknown) => failure);
  expect(error).toMatchObject({ code: "BRIDGE_QUERY", cameBack: "401 no user has the token [secret]" });
  expect(String(error)).not.toContain("s3cret");
});

const inJson = (error: string) => JSON.stringify({ status: "error", errorType: "execution", error });

test.each<[string, number, string]>([
  ["Prometheus reads too many samples", 422, inJson("query processing would load too many samples into memory in query execution")],
  ["Prometheus takes too long", 503, inJson("query timed out in expression evaluation")],
  ["VictoriaMetrics reads too many samples", 422, inJson("cannot select more than -search.maxSamplesPerQuery=1000000000 samples")],
  ["Mimir allows no such range", 422, inJson("the query time range exceeds the limit (query length: 168h0m0s, limit: 24h0m0s)")],
  ["Mimir reads too many chunks", 422, inJson("the query exceeded the maximum number of chunks (limit: 2000000 chunks)")],
  ["a proxy before it waits no longer", 504, "<html>Gateway Time-out</html>"],
  ["the answer is larger than we take", 200, "x".repeat(2000)],
])("a shorter range is worth a try when %s", async (_what, status, body) => {
  next = { status, body };
  await expect(store.range("a", 0, 60_000, 60_000, signal)).rejects.toMatchObject({ code: "BRIDGE_QUERY_TOO_MUCH" });
});

test.each<[string, number, string]>([
  ["the expression is wrong", 400, inJson('invalid parameter "query": 1:3: parse error: unexpected end of input')],
  ["two series match one", 422, inJson("found duplicate series for the match group {} on the right hand-side of the operation")],
  ["the user may not read", 403, "forbidden"],
  ["it asks to slow down", 429, inJson("the request rate limit was exceeded")],
  ["something else answers there", 200, "<html>hello</html>"],
])("no shorter range helps when %s", async (_what, status, body) => {
  next = { status, body };
  await expect(store.range("a", 0, 60_000, 60_000, signal)).rejects.toMatchObject({ code: "BRIDGE_QUERY" });
});

test("what the store repeats of the login is hidden, and a new one is taken from its file", async () => {
  next = { status: 401, body: "no user has s3cret" };
  await expect(store.instant("a", 0, signal)).rejects.toThrow(/failed: 401 no user has \[secret\]\. Check metrics\.query\.url/);
  await writeFile(login, "Bearer another");
  await expect(store.instant("a", 0, signal)).rejects.toThrow("no user has s3cret");
  expect(asked.map(({ login: sent }) => sent)).toEqual(["Bearer s3cret", "Bearer another"]);
});

test("a store that is not there is named once", async () => {
  await using http = createHttp();
  const nowhere = prometheusApi({ http, url: "http://localhost:9", headers: {}, headerFiles: {} });
  const text = await nowhere.instant("a", 0, signal).then(() => "", describeError);
  expect(text).toMatch(
    /^http:\/\/localhost:9\/api\/v1\/query: reading samples from the metrics store failed: .*ECONNREFUSED.*\. Check that it runs and that host and port are right\. Check metrics\.query\.url .*\. \[BRIDGE_QUERY\]$/,
  );
  expect(text.match(/localhost/g)).toHaveLength(1);
});
