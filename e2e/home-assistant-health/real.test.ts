import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type HomeAssistant, startHomeAssistant } from "../../tools/testbed/home-assistant/start-home-assistant.ts";
import { type Prometheus, startPrometheus } from "../../tools/testbed/prometheus/start-prometheus.ts";
import { type BridgeProcess, startBridge } from "../support/bridge-process.ts";
import { troubledFiles } from "../support/troubled-integration.ts";
import { until } from "../support/until.ts";

/** What a real Home Assistant says of itself, in a real Prometheus. One after the other. */

const LIGHT = "light.basement_workbench";

let ha: HomeAssistant;
let store: Prometheus;
let bridge: BridgeProcess;
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  ha = stack.use(await startHomeAssistant({ files: await troubledFiles() }));
  store = stack.use(await startPrometheus({ outOfOrderTimeWindow: "72h" }));
  bridge = stack.use(await startBridgeAs("owner", "home"));
});
afterAll(() => stack.disposeAsync());

test("every config entry is there with its title, in just one state, as Home Assistant lists it", async () => {
  const listed = await ha.ws<{ entry_id: string; domain: string; title: string; state: string }[]>({ type: "config_entries/get" });
  await eventually(`count(ha_config_entry_state{instance="home"} == 1)`, listed.length);
  const states = await store.query(`ha_config_entry_state{instance="home"} == 1`);
  expect(states.map(({ labels }) => `${labels["entry_id"]} ${labels["integration"]} ${labels["state"]}`).toSorted()).toEqual(
    listed.map(({ entry_id, domain, state }) => `${entry_id} ${domain} ${state}`).toSorted(),
  );
  const titles = await store.query(`ha_config_entry_info{instance="home"}`);
  expect(titles.map(({ labels }) => String(labels["title"])).toSorted()).toEqual(listed.map(({ title }) => title).toSorted());
});

test("an entity leads to the state of its config entry", async () => {
  const entry = `label_replace(ha_config_entry_state{state="loaded"}, "config_entry", "$1", "entry_id", "(.*)")`;
  const joined = await store.query(`${entry} * on (instance, config_entry) group_right () ha_entity_info{instance="home",entity_id="${LIGHT}"}`);
  expect(joined.map(({ value }) => value)).toEqual([1]);
});

test("an integration that cannot be set up shows as such, with its repair issue, until it is set up again", async () => {
  const before = await ha.ws<{ issues: { severity: string; ignored: boolean }[] }>({ type: "repairs/list_issues" });
  const criticals = before.issues.filter(({ severity, ignored }) => severity === "critical" && !ignored).length;
  await eventually(`ha_repair_issues{instance="home",severity="critical"}`, criticals);
  await writeFile(join(ha.configDir, "troubled.down"), "");
  await ha.callService("homeassistant", "reload_config_entry", { entry_id: await entryId() });
  await eventually(troubled("setup_retry"), 1);
  await eventually(troubled("loaded"), 0);
  await eventually(`ha_repair_issues{instance="home",severity="critical"}`, criticals + 1);
  await rm(join(ha.configDir, "troubled.down"));
  // Home Assistant tries again by itself, the first time after five seconds.
  await eventually(troubled("loaded"), 1, 60_000);
  await eventually(troubled("setup_retry"), 0);
  await eventually(`ha_repair_issues{instance="home",severity="critical"}`, criticals);
});

test("an issue that a person ignores counts no more, and counts again when it is taken back", async () => {
  const { issues } = await ha.ws<{ issues: { domain: string; issue_id: string; severity: string }[] }>({ type: "repairs/list_issues" });
  const warnings = issues.filter(({ severity }) => severity === "warning");
  const ignore = (wanted: boolean) =>
    ha.ws({ type: "repairs/ignore_issue", domain: warnings[0]?.domain, issue_id: warnings[0]?.issue_id, ignore: wanted });
  const open = `ha_repair_issues{instance="home",severity="warning"}`;
  await eventually(open, warnings.length);
  await ignore(true);
  await eventually(open, warnings.length - 1);
  await ignore(false);
  await eventually(open, warnings.length);
});

test("the recorder's backlog and the set-up times are there", async () => {
  expect(await value(`ha_recorder_backlog{instance="home"}`)).toBeGreaterThanOrEqual(0);
  expect(await value(`ha_integration_setup_seconds{instance="home",integration="mqtt"}`)).toBeGreaterThan(0);
});

test("the last backup is absent until there is one, another house's in the same place or not", async () => {
  expect(await value(`ha_backup_last_success_seconds`)).toBeUndefined();
  const beforeSeconds = Date.now() / 1000;
  await ha.ws({ type: "backup/generate", agent_ids: ["backup.local"], include_database: false });
  const madeSeconds = await until("the backup in the store", 30_000, () => value(`ha_backup_last_success_seconds{instance="home"}`));
  expect(madeSeconds).toBeGreaterThanOrEqual(beforeSeconds);
  expect(madeSeconds).toBeLessThanOrEqual(Date.now() / 1000);
});

test("what Home Assistant logs is counted by level and logger, from 0", async () => {
  const records = `ha_log_records_total{instance="home",logger="tiles.story",level="error"}`;
  expect(await value(records)).toBeUndefined();
  const write = () => ha.callService("system_log", "write", { message: "It went wrong", level: "error", logger: "tiles.story" });
  await write();
  await write();
  await eventually(records, 2);
  expect(await value(`increase(${records.replace("}", "}[1m]")})`), "the first two are an increase").toBeGreaterThan(1);
  await write();
  await eventually(records, 3);
});

test("a restart of Home Assistant ends them while it is down, and they are right afterwards", async () => {
  const before = await all();
  expect(before.size).toBeGreaterThan(100);
  await ha.stop();
  await bridge.logged("Home Assistant is down: all series of its entities end", 10_000);
  await until("the end of all", 10_000, async () => ((await all()).size === 0 ? true : undefined));
  expect(await value(`ha_up{instance="home"}`)).toBe(0);
  await writeFile(join(ha.configDir, "troubled.down"), "");
  await ha.start();
  await bridge.untilReady(60_000);
  await eventually(troubled("setup_retry"), 1, 30_000);
  await until("all of before", 30_000, async () => {
    const now = await all();
    return [...before].every((series) => now.has(series)) ? true : undefined;
  });
  await rm(join(ha.configDir, "troubled.down"));
  await eventually(troubled("loaded"), 1, 60_000);
});

test("a config entry that is removed while the bridge is away ends after its last sample", async () => {
  const id = await entryId();
  expect(await bridge.stop()).toBe(0);
  const stoppedSeconds = Date.now() / 1000;
  await fetch(`${ha.url}/api/config/config_entries/entry/${id}`, { method: "DELETE", headers: { authorization: `Bearer ${ha.token}` } });
  await bridge.start();
  await eventually(`count(ha_config_entry_state{instance="home"} == 1)`, (await ha.ws<unknown[]>({ type: "config_entries/get" })).length);
  await until("its end", 10_000, async () => ((await value(troubled("loaded"))) === undefined ? true : undefined));
  expect(await value(troubled("loaded"), stoppedSeconds + 1), "nothing is drawn on").toBeUndefined();
});

test("a user without administrator's rights gets all but the backups and the log, and stays connected", async () => {
  await using guest = await startBridgeAs("user", "guest");
  await eventually(`count(ha_config_entry_state{instance="guest"} == 1)`, (await ha.ws<unknown[]>({ type: "config_entries/get" })).length);
  for (const family of ["ha_repair_issues", "ha_recorder_backlog", "ha_integration_setup_seconds"]) {
    await until(family, 10_000, () => value(`count(${family}{instance="guest"})`));
  }
  const refused = () => guest.log.filter(({ ["code"]: code }) => code === "BRIDGE_HA_RIGHTS");
  await until("the lines about its rights", 10_000, () => refused()[1]);
  for (const [next, wanted] of [
    ["on", 1],
    ["off", 0],
  ] as const) {
    await ha.turn(LIGHT, next);
    await eventually(`ha_on{instance="guest",entity_id="${LIGHT}"}`, wanted);
  }
  expect(
    refused()
      .map(({ ["topic"]: topic }) => String(topic))
      .toSorted(),
  ).toEqual(["backups", "log"]);
  expect(guest.log.filter(({ msg }) => msg === "not connected to Home Assistant")).toEqual([]);
  expect(await value(`ha_backup_last_success_seconds{instance="guest"}`)).toBeUndefined();
});

async function startBridgeAs(user: "owner" | "user", name: string): Promise<BridgeProcess> {
  const token = await ha.createToken(name, user);
  const homeAssistant = { name, url: ha.url, token, pingInterval: "3s", reconcileInterval: "2s" };
  const started = await startBridge({ homeAssistant, metrics: { endpoint: store.otlpUrl, heartbeat: "5s" } });
  await started.untilReady();
  return started;
}

function troubled(state: string): string {
  return `ha_config_entry_state{instance="home",integration="troubled",state="${state}"}`;
}

async function entryId(): Promise<string> {
  const entries = await ha.ws<{ entry_id: string }[]>({ type: "config_entries/get", domain: "troubled" });
  return entries[0]?.entry_id ?? "";
}

async function eventually(promql: string, expected: number, deadlineMs = 60_000): Promise<void> {
  let seen: number | undefined;
  await until(`${promql} to be ${expected}`, deadlineMs, async () => {
    seen = await value(promql);
    return seen === expected ? true : undefined;
  }).catch((error: unknown) => {
    throw new Error(`${promql} is ${seen}, not ${expected}`, { cause: error });
  });
}

async function value(promql: string, atSeconds?: number): Promise<number | undefined> {
  return (await store.query(promql, atSeconds))[0]?.value;
}

/** Every series of Home Assistant's own state, but the set-up times of what is there only at times. */
async function all(): Promise<Set<string>> {
  const found = await store.query(`{__name__=~"ha_config_entry_.*|ha_repair_issues|ha_recorder_backlog|ha_backup_.*",instance="home"}`);
  return new Set(found.map(({ labels }) => JSON.stringify(labels)));
}
