import { type HomeAssistantDouble, startHomeAssistantDouble } from "@tiles/testkit/home-assistant/double";
import { type OtlpReceiver, startOtlpReceiver } from "@tiles/testkit/otlp-receiver/receiver";
import { expect, test } from "vitest";
import { type BridgeProcess, startBridge } from "../support/bridge-process.ts";
import { until } from "../support/until.ts";
import { runCommand } from "../config-errors/run-command.ts";

/** Rights and versions of Home Assistant, which its double changes at will. */

const LEFT_OUT = "Home Assistant does not tell this about itself; its series are left out";
// The flag of a stale marker.
const NO_RECORDED_VALUE = 1;

test("a token without administrator's rights costs the backups, the log and a line each, neither the connection nor anything else", async () => {
  await using bed = await startBed("guest");
  bed.ha.makeBackup();
  await bed.seen("ha_repair_issues");
  await bed.seen("ha_config_entry_state");
  await bed.seen("ha_recorder_backlog");
  await bed.bridge.logged(LEFT_OUT, 10_000, 2);
  expect(
    bed
      .leftOut()
      .map(({ topic, code }) => `${String(topic)} ${String(code)}`)
      .toSorted(),
  ).toEqual(["backups BRIDGE_HA_RIGHTS", "log BRIDGE_HA_RIGHTS"]);
  await bed.polls(3);
  for (const command of ["backup/subscribe_events", "system_log/list"]) expect(bed.ha.counters.commands[command], command).toBe(1);
  expect(bed.ha.counters.connections).toBe(1);
  bed.ha.cut();
  await bed.bridge.logged("connected to Home Assistant", 20_000, 2);
  await until("the question at the new login", 10_000, () => bed.ha.counters.commands["backup/subscribe_events"] === 2 || undefined);
  await bed.polls(2);
  expect(bed.leftOut()).toHaveLength(2);
  expect(bed.receiver.points.filter(({ name }) => /^ha_(backup|log)_/.test(name))).toEqual([]);
  expect((await bed.bridge.readyz()).ready).toBe(true);
});

test("plan says what a token without administrator's rights leaves out", async () => {
  await using guest = await startBed("guest");
  expect((await runCommand("plan", "--config", guest.bridge.configFile)).stdout).toContain(
    "without administrator's rights; left out are backups, log",
  );
  await using admin = await startBed("admin");
  expect((await runCommand("plan", "--config", admin.bridge.configFile)).stdout).toContain("Rights: administrator, which is enough for everything");
});

test("a version without some of the commands has the other series, and theirs when it learns them", async () => {
  await using bed = await startBed("admin", (ha) => {
    for (const type of ["repairs/list_issues", "backup/info", "config_entries/subscribe"]) ha.forgetCommand(type);
  });
  // Without the subscription the list is polled.
  await bed.seen("ha_config_entry_state", { state: "loaded" }, 1);
  bed.ha.setConfigEntry("e1", { state: "setup_error" });
  await bed.seen("ha_config_entry_state", { state: "setup_error" }, 1);
  await until("two lines", 15_000, () => bed.leftOut().length === 2 || undefined);
  await bed.polls(3);
  expect(
    bed
      .leftOut()
      .map(({ topic, code }) => `${String(topic)} ${String(code)}`)
      .toSorted(),
  ).toEqual(["backups BRIDGE_HA_COMMAND", "repairs BRIDGE_HA_COMMAND"]);
  expect(bed.ha.counters.connections).toBe(1);
  bed.ha.answerAlways("repairs/list_issues", { issues: [{ severity: "error", ignored: false }] });
  await bed.seen("ha_repair_issues", { severity: "error" }, 1);
  await bed.bridge.logged("Home Assistant tells this about itself again");
});

test("a list of the log that is overrun between two looks is counted as such, and what is in it is counted", async () => {
  await using bed = await startBed("admin");
  bed.ha.logRecord("homeassistant.components.mqtt", "ERROR");
  await bed.polls(2);
  for (let line = 0; line < 60; line += 1) bed.ha.logRecord("flood", "WARNING", ["flood.py", line]);
  await bed.seen("ha_log_records_total", { logger: "flood", level: "warning" }, 50);
  await bed.seen("ha_log_records_total", { logger: "flood", level: "warning" }, 0);
  expect(await bed.bridge.metrics()).toMatch(/ha_bridge_dropped_total\{[^}]*what="log_list"[^}]*\} 1/);
});

test("a backup whose place cannot be reached any more was made all the same", async () => {
  await using bed = await startBed("admin");
  bed.ha.makeBackup({ date: "2026-11-27T04:45:00+01:00" });
  await bed.seen("ha_backup_last_success_seconds", {}, Date.parse("2026-11-27T03:45:00Z") / 1000);
  const ends = () => bed.receiver.points.filter(({ name, flags }) => name === "ha_backup_last_success_seconds" && (flags & NO_RECORDED_VALUE) !== 0);
  const looks = () => bed.ha.counters.commands["backup/info"] ?? 0;
  const before = looks();
  bed.ha.loseBackups("nas.share", "no route to host");
  bed.ha.cut();
  await until("the look at the backups", 10_000, () => looks() > before || undefined);
  await bed.polls(2);
  expect(ends()).toEqual([]);
  // The place is back and has none: it was deleted.
  bed.ha.answerAlways("backup/info", { backups: [], last_completed_automatic_backup: null, agent_errors: {} });
  bed.ha.cut();
  await until("its end", 20_000, () => ends().length > 0 || undefined);
});

interface Bed extends AsyncDisposable {
  readonly ha: HomeAssistantDouble;
  readonly receiver: OtlpReceiver;
  readonly bridge: BridgeProcess;
  seen(name: string, labels?: Record<string, string>, value?: number): Promise<void>;
  /** So many more polls of what is polled. */
  polls(count: number): Promise<void>;
  leftOut(): BridgeProcess["log"];
}

async function startBed(token: "admin" | "guest", prepare: (ha: HomeAssistantDouble) => void = () => undefined): Promise<Bed> {
  await using stack = new AsyncDisposableStack();
  const ha = stack.use(await startHomeAssistantDouble({ entities: 10, tokens: ["admin"], plainTokens: ["guest"] }));
  ha.setConfigEntry("e1", { domain: "hue", title: "Bridge" });
  prepare(ha);
  const receiver = stack.use(await startOtlpReceiver());
  const homeAssistant = { url: ha.url, token, reconcileInterval: "1s" };
  const bridge = stack.use(await startBridge({ homeAssistant, metrics: { endpoint: receiver.endpoint, heartbeat: "5s" } }));
  await bridge.untilReady();
  const owned = stack.move();
  const polled = () => ha.counters.commands["recorder/info"] ?? 0;
  return {
    ha,
    receiver,
    bridge,
    async seen(name, labels = {}, value) {
      await receiver.waitFor(
        (points) => points.some((point) => point.name === name && isLike(point.attributes, labels) && (value === undefined || point.value === value)),
        15_000,
        `${name} ${JSON.stringify(labels)} ${value ?? ""}`,
      );
    },
    async polls(count) {
      const before = polled();
      await until(`${count} polls`, 15_000, () => polled() >= before + count || undefined);
    },
    leftOut: () => bridge.log.filter(({ msg }) => msg === LEFT_OUT),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function isLike(attributes: Record<string, unknown>, labels: Record<string, string>): boolean {
  return Object.entries(labels).every(([name, value]) => attributes[name] === value);
}
