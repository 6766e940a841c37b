import { ManualClock } from "@tiles/testkit/manual-clock";
import { systemClock } from "@tiles/kit/clock";
import { secretFile } from "@tiles/kit/secret";
import { testCertificate } from "@tiles/kit/test-certificate";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startMosquitto } from "../../../tools/testbed/mosquitto/start-mosquitto.ts";
import { freePort } from "../../../tools/testbed/process/free-port.ts";
import { until } from "../../../tools/testbed/process/until.ts";
import { startBrokerWithLogin } from "./broker-with-login.testing.ts";
import { watchBroker } from "./broker-watch.testing.ts";
import { connectForTest } from "./connect.testing.ts";
import type { Component, Device } from "./device.ts";

const WITHIN_MS = 20_000;
const TOGGLE: Device = {
  id: "toggle",
  name: "Toggle",
  components: { on: { platform: "binary_sensor", name: "On" }, press: { platform: "button", name: "Press" } },
};
const DISCOVERY = "homeassistant/device/toggle/config";

describe("with a broker", () => {
  test("the service is online only after its devices and states are there, and offline when it ends", async () => {
    await using broker = await startMosquitto();
    await using watch = await watchBroker(broker);
    const { hass, untilEvent } = connectForTest(broker.url);
    await untilEvent("connected");
    await hass.announce(TOGGLE);
    await hass.publish("toggle", "on", { state: "ON", attributes: { since: "now" } });
    await hass[Symbol.asyncDispose]();
    await watch.caughtUp();
    const topics = watch.seen.filter(({ topic }) => !topic.endsWith("/echo")).map(({ topic, payload }) => [topic, payload.slice(0, 9)]);
    expect(topics).toEqual([
      ["tiles/test/availability", "online"],
      [DISCOVERY, '{"device"'],
      ["tiles/test/toggle/on/attributes", '{"since":'],
      ["tiles/test/toggle/on/state", "ON"],
      ["tiles/test/availability", "offline"],
    ]);
    expect(watch.kept(DISCOVERY)).toContain('"unique_id":"toggle_on"');
  });

  test("with everything said, a reconnect says devices, then states, then that it is online", async () => {
    await using broker = await startMosquitto({ persistence: false });
    await using connected = connectForTest(broker.url);
    await connected.untilEvent("connected");
    await connected.hass.announce(TOGGLE);
    await connected.hass.publish("toggle", "on", { state: "ON" });
    await broker.stop();
    await broker.start();
    await using watch = await watchBroker(broker);
    await connected.untilEvent("connected", 2);
    await watch.untilSeen("online", ({ topic, payload }) => topic.endsWith("/availability") && payload === "online");
    expect([watch.kept("tiles/test/toggle/on/state"), watch.kept(DISCOVERY)?.includes("toggle_press")]).toEqual(["ON", true]);
  });

  test("on Home Assistant's birth everything is said again, after the jitter", async () => {
    await using broker = await startMosquitto();
    await using watch = await watchBroker(broker);
    await using connected = connectForTest(broker.url, { random: () => 0.1 });
    await connected.hass.announce(TOGGLE);
    await connected.hass.publish("toggle", "on", { state: "ON" });
    const before = watch.seen.length;
    const bornAtMs = performance.now();
    await watch.publish("homeassistant/status", "online");
    await connected.untilEvent("homeAssistantStarted");
    // 0.1 of 5 s; the timer of Node may be a little early.
    expect(performance.now() - bornAtMs).toBeGreaterThan(450);
    await watch.caughtUp();
    expect(watch.seen.slice(before).map(({ topic }) => topic)).toEqual(["homeassistant/status", DISCOVERY, "tiles/test/toggle/on/state"]);
  });

  test("many changes of a device within a second cost two messages, and the last one stays", async () => {
    await using broker = await startMosquitto();
    await using watch = await watchBroker(broker);
    const clock = new ManualClock();
    await using connected = connectForTest(broker.url, { clock });
    await connected.untilEvent("connected");
    const sent = () => watch.seen.filter(({ topic }) => topic === DISCOVERY);
    await connected.hass.announce(TOGGLE);
    const components: Record<string, Component> = { ...TOGGLE.components };
    const announced: Promise<void>[] = [];
    for (let n = 0; n < 10; n += 1) {
      components[`n${n}`] = { platform: "button", name: `N ${n}` };
      announced.push(connected.hass.announce({ ...TOGGLE, components }));
      await watch.caughtUp();
    }
    expect(sent()).toHaveLength(1);
    await clock.advance(1_000);
    await Promise.all(announced);
    await watch.caughtUp();
    expect([sent().length, sent().at(-1)?.payload.includes("toggle_n9")]).toEqual([2, true]);
  });

  test("components that an earlier process had announced are removed with their states", async () => {
    await using broker = await startMosquitto();
    await using watch = await watchBroker(broker);
    const earlier = connectForTest(broker.url);
    await earlier.hass.announce(TOGGLE);
    await earlier.hass.publish("toggle", "on", { state: "ON" });
    await earlier.hass[Symbol.asyncDispose]();
    await using later = connectForTest(broker.url);
    await later.hass.announce({ ...TOGGLE, components: { press: { platform: "button", name: "Press" } } });
    await watch.caughtUp();
    const { components } = JSON.parse(watch.kept(DISCOVERY) ?? "") as { components: Record<string, unknown> };
    expect([components["on"], watch.kept("tiles/test/toggle/on/state")]).toEqual([{ platform: "binary_sensor" }, undefined]);
  });

  test("a device that an earlier process had announced can be removed by name", async () => {
    await using broker = await startMosquitto();
    await using watch = await watchBroker(broker);
    const earlier = connectForTest(broker.url);
    await earlier.hass.announce(TOGGLE);
    await earlier.hass[Symbol.asyncDispose]();
    await using later = connectForTest(broker.url);
    await later.hass.remove("toggle");
    await watch.caughtUp();
    expect(watch.kept(DISCOVERY)).toBeUndefined();
  });

  test("a retained command is ignored and told", async () => {
    await using broker = await startMosquitto();
    await using watch = await watchBroker(broker);
    await watch.publish("tiles/test/toggle/press/set", "PRESS", true);
    await watch.publish("tiles/test/all/command", "{}", true);
    await using connected = connectForTest(broker.url);
    const heard: string[] = [];
    connected.hass.onCommand("toggle", "press", (payload) => void heard.push(payload));
    connected.hass.onMessage("all/command", (payload) => void heard.push(payload));
    await connected.untilEvent("commandIgnored", 2);
    await watch.publish("tiles/test/toggle/press/set", "again");
    await until("the live one is heard", WITHIN_MS, async () => heard.length > 0);
    expect(heard).toEqual(["again"]);
    expect(connected.events.filter(({ kind }) => kind === "commandIgnored")).toEqual([
      { kind: "commandIgnored", topic: "tiles/test/toggle/press/set", why: "retained" },
      { kind: "commandIgnored", topic: "tiles/test/all/command", why: "retained" },
    ]);
  });

  test("commands of one component run one at a time, in order; one that fails is told", async () => {
    await using broker = await startMosquitto();
    await using watch = await watchBroker(broker);
    await using connected = connectForTest(broker.url);
    await connected.untilEvent("connected");
    const running: string[] = [];
    connected.hass.onCommand("toggle", "press", async (payload) => {
      running.push(`begin ${payload}`);
      await watch.caughtUp();
      running.push(`end ${payload}`);
      if (payload === "1") throw new Error("no hands");
    });
    await watch.publish("tiles/test/toggle/press/set", "1");
    await watch.publish("tiles/test/toggle/press/set", "2");
    await until("both ran", WITHIN_MS, async () => running.length === 4);
    expect(running).toEqual(["begin 1", "end 1", "begin 2", "end 2"]);
    expect(connected.events).toContainEqual({ kind: "commandFailed", topic: "tiles/test/toggle/press/set", error: new Error("no hands") });
  });

  test("a topic that the access list forbids rejects by name, and the rest goes on", async () => {
    await using broker = await startBrokerWithLogin("right", [
      "user tiles",
      "topic readwrite homeassistant/#",
      "topic readwrite tiles/#",
      "topic deny tiles/test/toggle/on/state",
    ]);
    await using connected = connectForTest(broker.url, { username: () => "tiles", password: () => "right" });
    await connected.untilEvent("connected");
    await connected.hass.announce(TOGGLE);
    await expect(connected.hass.publish("toggle", "on", { state: "ON" })).rejects.toMatchObject({ code: "MQTT_NOT_ALLOWED" });
    await connected.hass.publish("toggle", "on", { attributes: { fine: true } });
    expect(connected.events.map(({ kind }) => kind)).toEqual(["connected", "notSent"]);
  });

  test("a message that the broker finds too large is not sent, and the connection stays", async () => {
    await using broker = await startMosquitto({ configuration: "max_packet_size 4000" });
    await using connected = connectForTest(broker.url);
    await connected.untilEvent("connected");
    await connected.hass.announce(TOGGLE);
    const attributes = { text: "x".repeat(5_000) };
    await expect(connected.hass.publish("toggle", "on", { attributes })).rejects.toMatchObject({ code: "MQTT_TOO_LARGE" });
    await connected.hass.publish("toggle", "on", { state: "ON" });
    expect(connected.events.map(({ kind }) => kind)).toEqual(["connected", "notSent"]);
  });
});

describe("without a broker, or without its trust", () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "tiles-hass-mqtt-"));
  });

  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  test("a refused login is told by its code and not tried again for minutes, unless the password file changes", async () => {
    await using broker = await startBrokerWithLogin("right");
    const passwordFile = join(folder, "password");
    await writeFile(passwordFile, "wrong");
    const clock = new ManualClock();
    const { hass, events, untilEvent } = connectForTest(broker.url, { username: () => "tiles", password: secretFile(passwordFile).read, clock });
    const refused = await untilEvent("refused");
    expect(refused).toMatchObject({ retryAfterMs: 600_000, error: { code: "MQTT_LOGIN" } });
    expect(JSON.stringify(events) + String((refused as { error: Error }).error.stack)).not.toContain("wrong");
    const logins = async (): Promise<number> => (await broker.log()).match(/Client .* disconnected.*not authori[sz]ed/gi)?.length ?? 0;
    expect(await logins()).toBe(1);
    await clock.untilSleepers(1);
    await clock.advance(500_000);
    expect([await logins(), events.length]).toEqual([1, 1]);
    await writeFile(passwordFile, "right");
    await until("it comes in", WITHIN_MS, async () => {
      await clock.advance(2_000);
      return hass.connected;
    });
    await hass[Symbol.asyncDispose]();
  });

  test("a broker that is away is tried again with growing waits", async () => {
    const clock = new ManualClock();
    const { hass, untilEvent } = connectForTest(`mqtt://127.0.0.1:${await freePort()}`, { clock });
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 9; attempt += 1) {
      const event = await untilEvent("unreachable", attempt);
      if (event.kind === "unreachable") waits.push(event.retryAfterMs);
      expect(event).toMatchObject({ error: { code: "MQTT_UNREACHABLE" } });
      await clock.untilSleepers(1);
      await clock.advance(60_000);
    }
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    await hass[Symbol.asyncDispose]();
  });

  test("a broker that takes the connection and says nothing is given up", async () => {
    await using stack = new AsyncDisposableStack();
    const port = await freePort();
    const deaf = stack.adopt(createServer().listen(port, "127.0.0.1"), async (server) => void server.close());
    const reached = new Promise((resolve) => void deaf.once("connection", resolve));
    const clock = new ManualClock();
    const { hass, untilEvent } = connectForTest(`mqtt://127.0.0.1:${port}`, { clock });
    await reached;
    await clock.advance(15_000);
    expect(await untilEvent("unreachable")).toMatchObject({ error: { cameBack: "no result within 15s" } });
    await hass[Symbol.asyncDispose]();
  });

  test("mqtts with an authority of our own", async () => {
    const authority = testCertificate({ commonName: "house", authority: true });
    const certificate = testCertificate({ signedBy: authority });
    const caFile = await file("ca.pem", authority.certPem);
    const port = await freePort();
    const lines = [
      `listener ${port} 127.0.0.1`,
      `certfile ${await file("cert.pem", certificate.certPem)}`,
      `keyfile ${await file("key.pem", certificate.keyPem)}`,
    ];
    await using _ = await startMosquitto({ configuration: lines.join("\n") });
    await using connected = connectForTest(`mqtts://127.0.0.1:${port}`, { trust: { system: false, caFile, fingerprints: [] } });
    await connected.untilEvent("connected");
    await connected.hass.announce(TOGGLE);
  });

  test("a broker that is not trusted gets no password", async () => {
    const { certPem: cert, keyPem: key } = testCertificate();
    const received: Buffer[] = [];
    await using stack = new AsyncDisposableStack();
    const port = await freePort();
    const server = createTlsServer({ cert, key }, (socket) => void socket.on("data", (data) => received.push(data)).on("error", () => undefined));
    stack.adopt(server.listen(port, "127.0.0.1"), async (open) => void open.close());
    await using connected = connectForTest(`mqtts://localhost:${port}`, { username: () => "tiles", password: () => "right" });
    expect(await connected.untilEvent("unreachable", 2)).toMatchObject({ error: { code: "KIT_TLS_UNTRUSTED" } });
    expect(Buffer.concat(received).toString("latin1")).toBe("");
  });

  test("two processes with the same topics: the first one says so and does not come back at once", async () => {
    await using broker = await startMosquitto();
    await using first = connectForTest(broker.url);
    await first.untilEvent("connected");
    await using second = connectForTest(broker.url);
    await second.untilEvent("connected");
    expect(await first.untilEvent("refused")).toMatchObject({ error: { code: "MQTT_TAKEN_OVER" } });
    expect(second.hass.connected).toBe(true);
  });

  test("a broker that is frozen rejects in time; what was said arrives when it goes on", async () => {
    await using broker = await startMosquitto();
    await using connected = connectForTest(broker.url, { withinMs: 300, clock: systemClock });
    await connected.untilEvent("connected");
    broker.pause();
    await expect(connected.hass.announce(TOGGLE)).rejects.toMatchObject({ code: "MQTT_UNAVAILABLE" });
    broker.resume();
    await using watch = await watchBroker(broker);
    await watch.untilSeen("the device", ({ topic }) => topic === DISCOVERY);
  });

  async function file(name: string, text: string): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, text, { mode: 0o600 });
    return path;
  }
});
