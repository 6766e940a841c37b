import { AppError } from "@tiles/kit/errors";
import { ManualClock } from "@tiles/testkit/manual-clock";
import { expect, test } from "vitest";
import type { HealthFact } from "../core/health.ts";
import type { Commands } from "./commands.ts";
import { followHealth } from "./health.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const answers: Record<string, unknown> = {
  "config_entries/get": [{ entry_id: "e1", domain: "hue", title: "Bridge", state: "loaded", source: "user", disabled_by: null }],
  "repairs/list_issues": { issues: [] },
  "recorder/info": { backlog: 0 },
  "backup/info": { backups: [], last_completed_automatic_backup: null },
  "system_log/list": [],
  "integration/setup_info": [{ domain: "hue", seconds: 1.5 }],
};

test("every topic is told at the start, and again at the interval; backups, which are far away, every hour", async () => {
  await using bed = startBed();
  await bed.settled();
  expect(bed.told.map(({ topic }) => topic).toSorted()).toEqual(["backups", "config entries", "log", "recorder", "repairs", "set-up times"]);
  await bed.pass(5 * MINUTE_MS);
  expect(bed.asked("recorder/info")).toBe(2);
  expect(bed.asked("config_entries/get")).toBe(2);
  expect(bed.asked("backup/info")).toBe(1);
  await bed.pass(HOUR_MS);
  expect(bed.asked("backup/info")).toBe(2);
});

test("the change of a config entry is told at once, without a question", async () => {
  await using bed = startBed();
  await bed.settled();
  const entry = { entry_id: "e1", domain: "hue", title: "Bridge", state: "setup_retry" };
  bed.hear("config_entries/subscribe", [{ type: "updated", entry }]);
  expect(bed.entries()).toEqual([{ id: "e1", integration: "hue", title: "Bridge", state: "setup_retry" }]);
  bed.hear("config_entries/subscribe", [{ type: "removed", entry }]);
  expect(bed.entries()).toEqual([]);
  expect(bed.asked("config_entries/get")).toBe(1);
});

test.for([
  ["disabled", { disabled_by: "user", state: "not_loaded" }],
  ["ignored", { source: "ignore", state: "not_loaded" }],
] as const)("a config entry that is %s is none, also when it becomes so", async ([, values]) => {
  await using bed = startBed();
  await bed.settled();
  const entry = { entry_id: "e1", domain: "hue", title: "Bridge", state: "loaded", source: "user", disabled_by: null };
  bed.hear("config_entries/subscribe", [{ type: "updated", entry: { ...entry, ...values } }]);
  expect(bed.entries()).toEqual([]);
});

test("an issue is read when it comes, and many at once are read once", async () => {
  await using bed = startBed();
  await bed.settled();
  bed.answers["repairs/list_issues"] = { issues: [{ severity: "error", ignored: false }] };
  for (let count = 0; count < 20; count += 1) bed.hear("repairs_issue_registry_updated", {});
  await bed.pass(1_000);
  expect(bed.told.at(-1)).toEqual({ topic: "repairs", issues: [{ severity: "error", ignored: false }] });
  expect(bed.asked("repairs/list_issues")).toBe(2);
});

test("an event while an answer is under way is not lost", async () => {
  await using bed = startBed();
  await bed.settled();
  bed.hear("backup/subscribe_events", { manager_state: "idle" });
  const slow = Promise.withResolvers<unknown>();
  bed.answers["backup/info"] = slow.promise;
  await bed.pass(1_000);
  bed.hear("backup/subscribe_events", { manager_state: "idle" });
  bed.answers["backup/info"] = { backups: [], last_completed_automatic_backup: "2026-11-28T00:00:05Z" };
  slow.resolve({ backups: [], last_completed_automatic_backup: null });
  await bed.pass(1_000);
  expect(bed.told.at(-1)).toMatchObject({ topic: "backups", backups: { lastAutomaticMs: Date.parse("2026-11-28T00:00:05Z") } });
});

test("a backup in progress is not asked for, only one that is over", async () => {
  await using bed = startBed();
  await bed.settled();
  bed.hear("backup/subscribe_events", { manager_state: "create_backup", state: "in_progress" });
  await bed.pass(1_000);
  expect(bed.asked("backup/info")).toBe(1);
});

test("a backup of unknown shape does not hide the others", async () => {
  await using bed = startBed({ "backup/info": { backups: [{ date: "yesterday" }, backup("2026-11-27T04:45:00+01:00")] } });
  await bed.settled();
  expect(bed.told.find(({ topic }) => topic === "backups")).toMatchObject({ backups: { stored: [{ madeMs: Date.parse("2026-11-27T03:45:00Z") }] } });
});

test("what the token may not read is said once and never asked again; all else goes on", async () => {
  await using bed = startBed({ "backup/subscribe_events": refusal("BRIDGE_HA_RIGHTS", "unauthorized") });
  await bed.settled();
  await bed.pass(5 * HOUR_MS);
  expect(bed.unreadable.map(({ topic }) => topic)).toEqual(["backups"]);
  expect(bed.asked("backup/subscribe_events")).toBe(1);
  expect(bed.asked("backup/info")).toBe(0);
  expect(bed.asked("recorder/info")).toBeGreaterThan(50);
});

test("a subscription that this version does not have is replaced by the interval", async () => {
  await using bed = startBed({ "config_entries/subscribe": refusal("BRIDGE_HA_COMMAND", "unknown_command") });
  await bed.settled();
  expect(bed.unreadable).toEqual([]);
  await bed.pass(5 * MINUTE_MS);
  expect(bed.told.filter(({ topic }) => topic === "config entries")).toHaveLength(2);
});

test("a command that fails is tried again at the interval, and told when it works", async () => {
  await using bed = startBed({ "recorder/info": refusal("BRIDGE_HA_COMMAND", "unknown_command") });
  await bed.settled();
  expect(bed.unreadable.map(({ topic }) => topic)).toEqual(["recorder"]);
  bed.answers["recorder/info"] = { backlog: 7 };
  await bed.pass(5 * MINUTE_MS);
  expect(bed.told).toContainEqual({ topic: "recorder", backlog: 7 });
});

test("an answer of another shape is that topic's trouble only", async () => {
  await using bed = startBed({ "integration/setup_info": { hue: 1.5 } });
  await bed.settled();
  expect(bed.unreadable.map(({ topic, why }) => [topic, (why as AppError).code])).toEqual([["set-up times", "BRIDGE_HA_COMMAND"]]);
  expect(bed.told).toHaveLength(5);
});

test("the end of the session ends it, without a word", async () => {
  const bed = startBed();
  await bed.settled();
  await bed[Symbol.asyncDispose]();
  expect(bed.unreadable).toEqual([]);
  expect(bed.clock.sleepers).toBe(0);
});

function startBed(changed: Record<string, unknown> = {}) {
  const clock = new ManualClock();
  const end = new AbortController();
  const told: HealthFact[] = [];
  const unreadable: { topic: string; why: unknown }[] = [];
  const asked: string[] = [];
  const listeners = new Map<string, (event: unknown) => void>();
  const current: Record<string, unknown> = { ...answers, ...changed };
  const answer = async (type: string): Promise<unknown> => {
    asked.push(type);
    const found = await current[type];
    if (found instanceof Error) throw found;
    return found;
  };
  const commands: Commands = {
    send: ({ type }) => answer(type),
    async subscribe(message, onEvent) {
      await answer(message.type);
      listeners.set(typeof message["event_type"] === "string" ? message["event_type"] : message.type, onEvent);
    },
  };
  const followed = followHealth({
    commands,
    clock,
    signal: end.signal,
    intervalMs: 5 * MINUTE_MS,
    told: (fact) => told.push(fact),
    unreadable: (topic, why) => unreadable.push({ topic, why }),
  });
  return {
    clock,
    told,
    unreadable,
    answers: current,
    asked: (type: string) => asked.filter((one) => one === type).length,
    hear: (what: string, event: unknown) => listeners.get(what)?.(event),
    entries: () => told.flatMap((fact) => (fact.topic === "config entries" ? [[...fact.entries.values()]] : [])).at(-1),
    /** Each topic was told or not, and waits. */
    settled: () => clock.advance(0),
    pass: (ms: number) => clock.advance(ms),
    async [Symbol.asyncDispose]() {
      end.abort(new Error("the session ended"));
      await followed;
    },
  };
}

function backup(date: string) {
  return { date, agents: { "backup.local": {} }, failed_agent_ids: [], homeassistant_included: true, with_automatic_settings: true };
}

function refusal(code: string, cameBack: string): AppError {
  return new AppError({ code, thing: "Home Assistant", tried: "asking", cameBack, whatToDo: "Nothing" });
}
