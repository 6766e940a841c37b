import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { buffer } from "node:stream/consumers";
import { parseConfig } from "@tiles/kit/config-file";
import { createLogger } from "@tiles/kit/logger";
import { afterEach, beforeEach, expect, test } from "vitest";
import { configSchema } from "./config.ts";
import { families } from "./core/catalogue.ts";
import type { Series } from "./core/series.ts";
import { deliverPast } from "./deliver-past.ts";
import { encodeAttributes } from "./otlp/attributes.ts";
import { decodePoints } from "./otlp/otlp-proto.testing.ts";
import { temporaryFolder } from "./spool/spool.testing.ts";

const stack = { current: new AsyncDisposableStack() };
const BAD = 13;

beforeEach(() => {
  stack.current = new AsyncDisposableStack();
});
afterEach(() => stack.current.disposeAsync());

/** A store that takes everything but one value. */
async function deliver(values: readonly number[]) {
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const isBad = decodePoints(gunzipSync(body)).some(({ value }) => value === BAD);
      response.writeHead(isBad ? 400 : 200).end(isBad ? "not this one" : "");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stack.current.defer(() => server.close().closeAllConnections());
  const { path } = stack.current.use(await temporaryFolder());
  const { port } = server.address() as AddressInfo;
  const text = `homeAssistant: { name: home, url: "http://ha:8123", tokenFile: token }
stateDir: ${join(path, "state")}
metrics: { endpoint: "http://127.0.0.1:${port}/otlp" }`;
  const config = parseConfig(configSchema, text, join(path, "config.yaml"));
  const logger = createLogger({ service: "test", level: "silent" });
  const series: Series = {
    id: 0,
    family: families.bridgeProbe,
    attributes: encodeAttributes([["entity_id", "sensor.a"]]),
    member: undefined,
    own: undefined,
    value: 0,
    sentMs: 0,
  };
  const { signal } = new AbortController();
  return await deliverPast({ config, version: "1", logger, name: "test" }, signal, async ({ sink }) => {
    for (const [index, value] of values.entries()) sink.add(series, Date.now() - 60_000 + index, value);
    return "written";
  });
}

test("what the store takes all of is written, and nothing is lost", async () => {
  expect(await deliver([1, 2, 3])).toEqual({ value: "written", lost: 0 });
});

test("what the store does not take is counted, so that nobody is told that it is there", async () => {
  expect(await deliver([1, 2, BAD, 4])).toEqual({ value: "written", lost: 1 });
});
