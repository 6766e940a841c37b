import { describe, expect, test } from "vitest";
import type { Backups } from "./health.ts";
import { configEntries, healthBed } from "./health-series.testing.ts";

const INFO = "ha_config_entry_info{entry_id=e1,integration=hue,title=Bridge}";
const state = (name: string) => `ha_config_entry_state{entry_id=e1,integration=hue,state=${name}}`;
const FAILING = ["setup_retry", "setup_error", "migration_error", "failed_unload"];

describe("a config entry", () => {
  test("shows each state that it can be in from the first sight, and its title", () => {
    const { health, take } = healthBed();
    health.told(configEntries({ e1: "loaded" }), 1_000);
    const points = take();
    expect(points).toHaveLength(9);
    expect(points).toEqual(expect.arrayContaining([`${state("loaded")} = 1 @ 1000`, `${INFO} = 1 @ 1000`]));
    expect(points).toEqual(expect.arrayContaining(FAILING.map((name) => `${state(name)} = 0 @ 1000`)));
  });

  test("that changes is one sample of each state", () => {
    const { health, take } = healthBed();
    health.told(configEntries({ e1: "loaded" }), 1_000);
    take();
    health.told(configEntries({ e1: "setup_retry" }), 2_000);
    expect(take().toSorted()).toEqual(
      ["failed_unload", "loaded", "migration_error", "not_loaded", "setup_error", "setup_in_progress", "setup_retry", "unload_in_progress"].map(
        (name) => `${state(name)} = ${name === "setup_retry" ? 1 : 0} @ 2000`,
      ),
    );
  });

  test("that is told again as it was sends nothing", () => {
    const { health, take } = healthBed();
    health.told(configEntries({ e1: "loaded" }), 1_000);
    take();
    health.told(configEntries({ e1: "loaded" }), 2_000);
    expect(take()).toEqual([]);
  });

  test("in a state of a later version has the states seen, without invented zeros before", () => {
    const { health, take } = healthBed();
    health.told(configEntries({ e1: "loaded" }), 1_000);
    take();
    health.told(configEntries({ e1: "sleeping" }), 2_000);
    expect(take().toSorted()).toEqual(
      [
        ...["failed_unload", "migration_error", "not_loaded", "setup_error", "setup_in_progress", "setup_retry", "unload_in_progress"].map(
          (name) => `${state(name)} = end @ 2000`,
        ),
        `${state("loaded")} = 0 @ 2000`,
        `${state("sleeping")} = 1 @ 2000`,
      ].toSorted(),
    );
  });

  test("that gets another title ends its old info where the new one begins", () => {
    const { health, take } = healthBed();
    health.told(configEntries({ e1: "loaded" }), 1_000);
    take();
    health.told(configEntries({ e1: "loaded" }, "Attic"), 2_000);
    expect(take()).toEqual([`${INFO} = end @ 2000`, "ha_config_entry_info{entry_id=e1,integration=hue,title=Attic} = 1 @ 2000"]);
  });

  test("that is removed ends at once, and leaves the others alone", () => {
    const { health, take } = healthBed();
    health.told(configEntries({ e1: "loaded", e2: "loaded" }), 1_000);
    take();
    health.told(configEntries({ e2: "loaded" }), 2_000);
    const points = take();
    expect(points).toHaveLength(9);
    expect(points.every((point) => point.includes("entry_id=e1") && point.endsWith("= end @ 2000"))).toBe(true);
  });

  test("that went while we were away ends right after its last sample", () => {
    const { health, take } = healthBed();
    health.told(configEntries({ e1: "loaded" }), 1_000);
    take();
    health.lost();
    health.told(configEntries({}), 9_000);
    expect(new Set(take().map((point) => point.split(" = ")[1]))).toEqual(new Set(["end @ 1001"]));
  });
});

describe("while Home Assistant is down", () => {
  test("everything ends at the last proven instant, and begins anew when it is told again", () => {
    const { health, take } = healthBed();
    health.told(configEntries({ e1: "loaded" }), 1_000);
    health.told({ topic: "recorder", backlog: 3 }, 1_000);
    take();
    health.down(5_001, 30_000);
    const ended = take();
    expect(ended).toHaveLength(10);
    expect(ended.every((point) => point.endsWith("= end @ 5001"))).toBe(true);
    health.repeat(40_000, 40_000);
    expect(take(), "nothing is repeated").toEqual([]);
    health.told(configEntries({ e1: "loaded" }), 60_000);
    expect(take()).toEqual(expect.arrayContaining([`${state("loaded")} = 1 @ 60000`, `${INFO} = 1 @ 60000`]));
  });
});

describe("repeats", () => {
  test("have the last proven instant, and none before the newest sample", () => {
    const { health, take } = healthBed();
    health.told({ topic: "recorder", backlog: 3 }, 10_000);
    take();
    health.repeat(9_000, 11_000);
    expect(take()).toEqual([]);
    health.repeat(12_000, 13_000);
    expect(take()).toEqual(["ha_recorder_backlog{} = 3 @ 12000"]);
  });
});

describe.for(["sections", "checkpoint"] as const)("after a restart of the bridge, by its %s,", (as) => {
  test("what is as it was ends nothing", () => {
    const before = healthBed();
    before.health.told(configEntries({ e1: "loaded" }), 1_000);
    before.health.told({ topic: "repairs", issues: [{ severity: "error", ignored: false }] }, 1_000);
    const { health, take } = healthBed(before.ledger(as));
    health.repeat(2_000, 2_000);
    expect(take(), "nothing is repeated before it was told").toEqual([]);
    health.told(configEntries({ e1: "loaded" }), 3_000);
    health.told({ topic: "repairs", issues: [] }, 3_000);
    const points = take();
    expect(points.filter((point) => point.includes("end"))).toEqual([]);
    expect(points).toEqual(expect.arrayContaining([`${state("loaded")} = 1 @ 3000`, "ha_repair_issues{severity=error} = 0 @ 3000"]));
    expect(points).toHaveLength(12);
  });

  test("what went meanwhile ends right after its last sample", () => {
    const before = healthBed();
    before.health.told(configEntries({ e1: "loaded" }), 1_000);
    const { health, take } = healthBed(before.ledger(as));
    health.told(configEntries({}), 9_000);
    const points = take();
    expect(points).toHaveLength(9);
    expect(points.every((point) => point.endsWith("= end @ 1001"))).toBe(true);
  });

  test("what may not be read any more ends", () => {
    const before = healthBed();
    before.health.told({ topic: "set-up times", seconds: new Map([["hue", 1.5]]) }, 1_000);
    const { health, take } = healthBed(before.ledger(as));
    health.unreadable("set-up times", 9_000);
    expect(take()).toEqual(["ha_integration_setup_seconds{integration=hue} = end @ 1001"]);
  });
});

describe("topics", () => {
  test("one that cannot be read ends, the others go on", () => {
    const { health, take } = healthBed();
    health.told(configEntries({ e1: "loaded" }), 1_000);
    health.told({ topic: "recorder", backlog: 0 }, 1_000);
    take();
    health.unreadable("recorder", 2_000);
    expect(take()).toEqual(["ha_recorder_backlog{} = end @ 2000"]);
    health.unreadable("config entries", 2_000);
    expect(take()).toHaveLength(9);
    health.told(configEntries({ e1: "loaded" }), 3_000);
    expect(take(), "it begins again when it is told again").toHaveLength(9);
  });

  test("an integration that is not set up any more ends", () => {
    const { health, take } = healthBed();
    health.told(
      {
        topic: "set-up times",
        seconds: new Map([
          ["hue", 1.5],
          ["mqtt", 0.25],
        ]),
      },
      1_000,
    );
    expect(take()).toEqual([
      "ha_integration_setup_seconds{integration=hue} = 1.5 @ 1000",
      "ha_integration_setup_seconds{integration=mqtt} = 0.25 @ 1000",
    ]);
    health.told({ topic: "set-up times", seconds: new Map([["hue", 2]]) }, 2_000);
    expect(take()).toEqual([
      "ha_integration_setup_seconds{integration=hue} = 2 @ 2000",
      "ha_integration_setup_seconds{integration=mqtt} = end @ 2000",
    ]);
  });

  test("a backup is a time, and no backup no series", () => {
    const { health, take } = healthBed();
    const none: Backups = { lastAutomaticMs: undefined, stored: [], isComplete: true };
    health.told({ topic: "backups", backups: none }, 1_000);
    expect(take()).toEqual([]);
    health.told({ topic: "backups", backups: { ...none, lastAutomaticMs: 1_500 } }, 2_000);
    expect(take()).toEqual(["ha_backup_last_success_seconds{} = 1.5 @ 2000"]);
    health.told({ topic: "backups", backups: { ...none, isComplete: false } }, 3_000);
    expect(take(), "its place is away").toEqual([]);
    health.told({ topic: "backups", backups: none }, 4_000);
    expect(take()).toEqual(["ha_backup_last_success_seconds{} = end @ 4000"]);
  });
});
