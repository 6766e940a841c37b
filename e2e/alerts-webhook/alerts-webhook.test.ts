import { readFile, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { watchBroker } from "@tiles/hass-mqtt/broker-watch.testing";
import { describe, expect, test } from "vitest";
import { runCommand } from "../config-errors/run-command.ts";
import { everythingIn } from "../secrets/everything-in.ts";
import { until } from "../support/until.ts";
import { type Bed, lamp, startBed, TOKENS } from "./bed.ts";

/** Alerts come back: a real Alertmanager and broker, and the bridge between them as a process. */

const LIGHTS = "alert_lights_on_all_night";
const MIB = 1024 * 1024;
// Alertmanager itself waits between two tries.
const RETRIED_WITHIN_MS = 60_000;

describe("POST /alerts", () => {
  test("takes only what is meant for it", async () => {
    await using bed = await startBed({ polls: false });
    const body = JSON.stringify({ version: "4", groupKey: "g", alerts: [{ status: "firing", ...lamp() }] });
    expect((await bed.post(body, "wrong")).status).toBe(401);
    expect((await fetch(bed.url, { method: "POST", body })).status).toBe(401);
    expect((await fetch(bed.url, { method: "GET" })).status).toBe(405);
    expect((await bed.post("nonsense")).status).toBe(400);
    expect((await bed.post('{"alerts": [7]}')).status).toBe(400);
    expect((await bed.post(Buffer.alloc(2 * MIB, " "))).status).toBe(413);
    expect(await inPieces(bed, 2 * MIB)).toBe(413);
    expect(bed.state(LIGHTS)).toBe("OFF");
    expect((await bed.post(body)).status).toBe(200);
    expect(bed.state(LIGHTS)).toBe("ON");

    await writeFile(join(bed.folder, "alerts"), "another token");
    expect((await bed.post(body)).status).toBe(401);
    expect((await bed.post(body, "another token")).status).toBe(200);
    const metrics = await bed.bridge.metrics();
    for (const [code, times] of Object.entries({ 200: 2, 400: 2, 401: 3, 413: 2 }))
      expect(metrics).toContain(`ha_bridge_alert_webhooks_total{code="${code}"} ${times}`);
  });

  test("takes a thousand alerts in one body, and counts what it does not show", async () => {
    await using bed = await startBed({ polls: false });
    const alerts = Array.from({ length: 1_000 }, (_, index) => ({ status: "firing", ...lamp(`light.l${index}`) }));
    expect((await bed.post(JSON.stringify({ version: "4", groupKey: "g", alerts }))).status).toBe(200);
    expect(bed.attributes(LIGHTS)["count"]).toBe(1_000);
    expect(bed.state("alerts_info")).toBe("1000");
    expect(await bed.bridge.metrics()).toContain('ha_bridge_dropped_total{what="alert_event",reason="too_many"} 800');
    // And the next one is served.
    const over = alerts.map((alert) => ({ ...alert, status: "resolved" }));
    expect((await bed.post(JSON.stringify({ version: "4", groupKey: "g", alerts: over }))).status).toBe(200);
    expect(bed.state("alerts_info")).toBe("0");
  });

  test("takes what Grafana sends, and clears it when Grafana says so", async () => {
    await using bed = await startBed({ polls: false });
    const alert = {
      labels: { alertname: "Sauna hot", grafana_folder: "House" },
      annotations: {},
      startsAt: "2026-01-15T07:00:00+01:00",
      fingerprint: "0f",
    };
    const grafana = (status: string) =>
      JSON.stringify({ version: "1", orgId: 1, state: "alerting", groupKey: "{}", alerts: [{ ...alert, status, values: { B: 1 } }] });
    expect((await bed.post(grafana("firing"))).status).toBe(200);
    expect([bed.state("alert_sauna_hot"), bed.attributes("alert_sauna_hot")["since"]]).toEqual(["ON", "2026-01-15T06:00:00.000Z"]);
    expect((await bed.post(grafana("resolved"))).status).toBe(200);
    expect(bed.state("alert_sauna_hot")).toBe("OFF");
  });
});

describe("while the broker is down", () => {
  test.each([true, false])("alerts are refused, and Alertmanager's own retry delivers them once it is back (asking it: %s)", async (polls) => {
    await using bed = await startBed({ polls });
    await bed.watch[Symbol.asyncDispose]();
    await bed.broker.stop();
    await bed.alertmanager.post([lamp()]);
    await until(
      "a 503",
      RETRIED_WITHIN_MS,
      async () => (await bed.bridge.metrics()).includes('ha_bridge_alert_webhooks_total{code="503"}') || undefined,
    );
    expect((await bed.bridge.readyz()).dependencies["mqtt"]?.ok).toBe(false);
    const taken = async () => Number(/webhooks_total\{code="200"\} (\d+)/.exec(await bed.bridge.metrics())?.[1] ?? 0);
    const before = await taken();

    await bed.broker.start();
    bed.watch = await watchBroker(bed.broker);
    await bed.untilState(LIGHTS, "ON", RETRIED_WITHIN_MS);
    await until("Alertmanager's retry", RETRIED_WITHIN_MS, async () => (await taken()) > before || undefined);
    expect(await bed.untilEvents(1)).toEqual(["fired light.cellar"]);
  });
});

describe("a resolved message that is lost", () => {
  test("because it was refused leaves nothing on for longer than a look", async () => {
    await using bed = await startBed();
    await bed.alertmanager.post([lamp()]);
    await bed.untilState(LIGHTS, "ON");
    await writeFile(join(bed.folder, "alerts"), "a token that Alertmanager does not know");
    await bed.alertmanager.post([{ ...lamp(), endsAt: new Date().toISOString() }]);
    await bed.untilState(LIGHTS, "OFF");
    expect(await bed.untilEvents(2)).toEqual(["fired light.cellar", "resolved light.cellar"]);
  });

  test("because the bridge was off is made good at its start; what still fires is not told again", async () => {
    await using bed = await startBed();
    await bed.alertmanager.post([lamp(), lamp("light.attic")]);
    await bed.untilState("alerts_info", "2");
    await bed.untilEvents(2);
    // Killed before that it tells them again: twice is better than never.
    await untilRememberedAsTold(bed);
    await bed.bridge.kill();
    await bed.alertmanager.post([{ ...lamp("light.attic"), endsAt: new Date().toISOString() }]);
    await bed.bridge.start();
    await bed.untilState("alerts_info", "1");
    expect((await bed.untilEvents(3)).at(-1)).toBe("resolved light.attic");
    expect(bed.attributes(LIGHTS)["alerts"]).toMatchObject([{ entity_id: "light.cellar", name: "Cellar lamp", area: "Basement" }]);
  });

  test("because Alertmanager was restarted does not make it forget: rulers have to send again what fires", async () => {
    await using bed = await startBed();
    await bed.alertmanager.post([lamp()]);
    await bed.untilState(LIGHTS, "ON");
    await bed.alertmanager.kill();
    await bed.bridge.logged("Alertmanager does not answer; what is shown stays as it was");
    await bed.alertmanager.start();
    await bed.bridge.logged("Alertmanager answers again", 20_000);
    expect(await bed.alertmanager.alerts()).toEqual([]);
    expect(bed.state(LIGHTS)).toBe("ON");
    await bed.alertmanager.post([lamp()]);
    await until("the alert in the new Alertmanager", 10_000, async () => (await bed.alertmanager.alerts()).length === 1 || undefined);
    await nextLook(bed);
    await bed.alertmanager.post([{ ...lamp(), endsAt: new Date().toISOString() }]);
    await bed.untilState(LIGHTS, "OFF");
    expect(await bed.untilEvents(2)).toEqual(["fired light.cellar", "resolved light.cellar"]);
  });
});

describe("a person", () => {
  test("silences one lamp by its button: one silence, made longer by the next press", async () => {
    await using bed = await startBed();
    await bed.alertmanager.post([lamp(), lamp("light.attic")]);
    await bed.untilState("alerts_info", "2");
    await bed.press(`${LIGHTS}_light_cellar_silence`);
    await bed.untilState("alerts_info", "1");
    expect(await active(bed)).toMatchObject([
      { createdBy: "Home Assistant", comment: "Silenced for 4 h in Home Assistant: LightsOnAllNight for light.cellar" },
    ]);
    await until("the lamp to be shown as silenced", 10_000, () => (silencedOn(bed)["light.cellar"] === true ? true : undefined));
    expect(silencedOn(bed)).toEqual({ "light.attic": false, "light.cellar": true });
    const [first] = await active(bed);
    await bed.command({ action: "silence", alert: "LightsOnAllNight", entity_id: "light.cellar", hours: 8 });
    await until(
      "a longer silence",
      10_000,
      async () => Date.parse((await active(bed))[0]?.endsAt ?? "") > Date.parse(first?.endsAt ?? "") || undefined,
    );
    expect(await active(bed)).toHaveLength(1);

    await bed.press(`${LIGHTS}_silence`);
    await bed.untilState("alerts_info", "0");
    expect(await active(bed)).toHaveLength(2);
    expect(bed.state(LIGHTS)).toBe("ON");
  });

  test("never wants to hear of a lamp again: it keeps its labels and gets one more", async () => {
    await using bed = await startBed();
    await bed.alertmanager.post([lamp(), lamp("light.yaml")]);
    await bed.untilState("alerts_info", "2");
    await bed.press(`${LIGHTS}_light_cellar_never`);
    await bed.bridge.logged("an entity was given the label alerts_off");
    expect(await entity(bed, "light.cellar")).toMatchObject({ labels: ["night", "alerts_off"] });

    await bed.press(`${LIGHTS}_light_yaml_never`);
    const failed = await bed.bridge.logged("an entity could not be given the label alerts_off");
    expect(failed).toMatchObject({ level: "error", code: "BRIDGE_ALERTS_NO_ENTRY", entityId: "light.yaml" });
  });

  test("is told when the bridge may not set labels", async () => {
    await using bed = await startBed({ isAdmin: false });
    await bed.alertmanager.post([lamp()]);
    await bed.untilState(LIGHTS, "ON");
    await bed.press(`${LIGHTS}_light_cellar_never`);
    const failed = await bed.bridge.logged("an entity could not be given the label alerts_off");
    expect(failed).toMatchObject({ level: "error", code: "BRIDGE_HA_RIGHTS", alert: "LightsOnAllNight" });
    expect(await bed.bridge.metrics()).toContain('ha_bridge_alert_actions_total{action="never",result="failed"} 1');
  });

  test("may send nonsense: it is counted and the next command is served", async () => {
    await using bed = await startBed();
    await bed.alertmanager.post([lamp()]);
    await bed.untilState(LIGHTS, "ON");
    for (const nonsense of ["", "nonsense", { action: "explode" }]) await bed.command(nonsense);
    await bed.command({ action: "silence", alert: "LightsOnAllNight" });
    await bed.untilState("alerts_info", "0");
    const metrics = await bed.bridge.metrics();
    expect(metrics).toContain('ha_bridge_dropped_total{what="alert_command",reason="not_json"} 2');
    expect(metrics).toContain('ha_bridge_dropped_total{what="alert_command",reason="not_understood"} 1');
  });

  test("reads who did it, where the logbook knows", async () => {
    await using bed = await startBed();
    const { changedSeconds = 0 } = bed.ha.states.get("light.cellar") ?? {};
    bed.ha.writeLogbook({
      when: changedSeconds + 0.1,
      name: "Cellar lamp",
      entity_id: "light.cellar",
      context_event_type: "automation_triggered",
      context_name: "Evening lights",
    });
    await bed.alertmanager.post([lamp()]);
    await bed.untilState(LIGHTS, "ON");
    const fired = await bed.watch.untilSeen("the event", ({ topic, payload }) => topic.endsWith("/alerts/state") && payload.includes("fired"));
    expect(JSON.parse(fired.payload)).toMatchObject({
      event_type: "fired",
      cause: "automation Evening lights",
      name: "Cellar lamp",
      area: "Basement",
    });
  });
});

describe("the dead man", () => {
  test("turns on when Alertmanager is killed, over a restart of the bridge, and off when its alert comes again", async () => {
    await using bed = await startBed({ deadMan: { after: "3s" } });
    const watchdog = { labels: { alertname: "Watchdog", severity: "none" } };
    await bed.alertmanager.post([watchdog]);
    await bed.untilState("alerting_stopped", "OFF");
    expect(bed.components()).not.toContain("alert_watchdog");
    await bed.alertmanager.kill();
    await bed.untilState("alerting_stopped", "ON");
    await bed.bridge.stop();
    await bed.bridge.start();
    await bed.bridge.logged("alerting has stopped: nobody would be told of anything", 20_000, 2);
    await bed.untilState("alerting_stopped", "ON");
    await bed.alertmanager.start();
    await bed.alertmanager.post([watchdog]);
    await bed.untilState("alerting_stopped", "OFF");
  });
});

test("plan tells what would be shown and who can be reached, beside the bridge that runs", async () => {
  await using bed = await startBed();
  await bed.alertmanager.post([lamp(), { ...lamp(), labels: { ...lamp().labels, instance: "cabin" } }]);
  await bed.untilState(LIGHTS, "ON");
  const first = await runCommand("plan", "--config", bed.bridge.configFile);
  expect(first.stdout).toContain("1 would be shown, 1 are another house's or not for people");
  expect(first.stdout).toContain("  Lights on all night (info): 1\n    light.cellar has been on since 20:41\n");
  expect(first.stdout).toContain(`MQTT broker: ${bed.broker.url} lets us in`);
  expect(first.code).toBe(0);
  expect(bed.watch.kept("tiles/ha-bridge/home/availability")).toBe("online");

  await bed.alertmanager.kill();
  await bed.broker.kill();
  const second = await runCommand("plan", "--config", bed.bridge.configFile);
  expect(second.stdout).toMatch(/Alerts: .*\[BRIDGE_ALERTMANAGER_AWAY\]/);
  expect(second.stdout).toMatch(/MQTT broker: .*\[MQTT_UNREACHABLE\]/);
  expect(second.code).toBe(1);
});

test("no secret stands in anything that the bridge says, keeps or answers, whatever goes wrong", async () => {
  await using bed = await startBed();
  await bed.alertmanager.post([lamp()]);
  await bed.untilState(LIGHTS, "ON");
  await bed.post("nonsense", TOKENS.alerts);
  await bed.post("{}", "wrong");
  await bed.alertmanager.kill();
  await bed.bridge.logged("Alertmanager does not answer; what is shown stays as it was");
  await bed.watch.caughtUp();
  const seen = JSON.stringify(bed.watch.seen);
  await bed.broker.kill();
  await bed.bridge.logged("not connected to the MQTT broker");
  const written = new Map([
    ["log", JSON.stringify(bed.bridge.log)],
    ["broker", seen],
    ["readyz", JSON.stringify(await bed.bridge.readyz())],
    ["metrics", await bed.bridge.metrics()],
    ["answer", await (await bed.post('{"alerts": []}')).text()],
    ["command line", await readFile(`/proc/${bed.bridge.pid}/cmdline`, "latin1")],
    ...(await everythingIn(join(bed.bridge.folder, "state"))),
  ]);
  expect([...written.keys()].some((name) => name.endsWith("alerts.json"))).toBe(true);
  for (const secret of Object.values(TOKENS)) for (const [where, text] of written) expect(text.includes(secret), `${secret} in ${where}`).toBe(false);
});

/** A look at Alertmanager that began after this call is done. */
/** Until its state directory says that no event waits. */
async function untilRememberedAsTold({ bridge }: Bed): Promise<void> {
  const file = join(dirname(bridge.configFile), "state", "alerts.json");
  await until("the events to be remembered as told", 20_000, async () => {
    const { board } = JSON.parse(await readFile(file, "utf8")) as { board: { alerts: unknown[]; waiting: unknown[] } };
    return board.alerts.length === 2 && board.waiting.length === 0 ? true : undefined;
  });
}

async function nextLook({ bridge }: Bed): Promise<void> {
  const looks = async () => Number(/alert_polls_total\{result="ok"\} (\d+)/.exec(await bridge.metrics())?.[1] ?? 0);
  const before = await looks();
  await until("two looks at Alertmanager", 20_000, async () => (await looks()) >= before + 2 || undefined);
}

function silencedOn(bed: Bed): Record<string, boolean> {
  const alerts = bed.attributes(LIGHTS)["alerts"] as { entity_id: string; silenced: boolean }[];
  return Object.fromEntries(alerts.map(({ entity_id: entityId, silenced }) => [entityId, silenced]));
}

async function active({ alertmanager }: Bed) {
  return (await alertmanager.silences()).filter(({ status }) => status.state === "active");
}

async function entity({ ha }: Bed, entityId: string) {
  const { connectPlainClient } = await import("@tiles/testkit/home-assistant/plain-client");
  await using client = await connectPlainClient(ha.url, "token");
  return (await client.command("config/entity_registry/get", { entity_id: entityId }))["result"];
}

/** Without a length: the server learns only by and by how much it is. */
async function inPieces({ url }: Bed, bytes: number): Promise<number | undefined> {
  const outgoing = request(url, { method: "POST", headers: { authorization: `Bearer ${TOKENS.alerts}` } });
  outgoing.on("error", () => undefined);
  const answered = once(outgoing, "response");
  for (let sent = 0; sent < bytes; sent += 65_536) outgoing.write(Buffer.alloc(65_536, " "));
  outgoing.end();
  const [response] = await answered;
  response.resume();
  return response.statusCode;
}
