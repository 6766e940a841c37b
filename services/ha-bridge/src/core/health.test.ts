import { describe, expect, test } from "vitest";
import { type Backups, lastBackupMs, openIssues, type StoredBackup } from "./health.ts";

describe("repair issues", () => {
  test("none shows every severity with 0", () => {
    expect(Object.fromEntries(openIssues([]))).toEqual({ critical: 0, error: 0, warning: 0 });
  });

  test("those that were ignored do not count", () => {
    const issues = [
      { severity: "warning", ignored: false },
      { severity: "warning", ignored: true },
      { severity: "critical", ignored: false },
    ];
    expect(Object.fromEntries(openIssues(issues))).toEqual({ critical: 1, error: 0, warning: 1 });
  });

  test("a severity of a later version is counted under its name", () => {
    expect(openIssues([{ severity: "notice", ignored: false }]).get("notice")).toBe(1);
  });
});

describe("the last backup", () => {
  const ours: StoredBackup = { madeMs: 5_000, isOurs: true, agents: ["nas.share"], failedAgents: [], isOfTheHouse: true };
  const backups = (...stored: StoredBackup[]): Backups => ({ lastAutomaticMs: undefined, stored, isComplete: true });

  test.for<[string, Backups, number | undefined]>([
    ["none at all", backups(), undefined],
    ["one by hand", backups(ours), 5_000],
    ["the newest of several", backups(ours, { ...ours, madeMs: 9_000 }, { ...ours, madeMs: 7_000 }), 9_000],
    ["an automatic one that was deleted since", { ...backups(ours), lastAutomaticMs: 8_000 }, 8_000],
    ["one by hand after the last automatic one", { ...backups({ ...ours, madeMs: 9_000 }), lastAutomaticMs: 8_000 }, 9_000],
    ["one that did not reach all its places", backups({ ...ours, failedAgents: ["cloud"] }), undefined],
    ["one of an add-on alone", backups({ ...ours, isOfTheHouse: false }), undefined],
    ["another house's in the same place", backups({ ...ours, isOurs: undefined }), undefined],
    ["one of the Supervisor, which does not say whose it is", backups({ ...ours, isOurs: undefined, agents: ["hassio.local"] }), 5_000],
  ])("%s", ([, found, expected]) => {
    expect(lastBackupMs(found)).toBe(expected);
  });

  test("a place that cannot be asked takes nothing back, and does not hide a newer one", () => {
    expect(lastBackupMs({ ...backups(), isComplete: false }, 5_000)).toBe(5_000);
    expect(lastBackupMs({ ...backups({ ...ours, madeMs: 9_000 }), isComplete: false }, 5_000)).toBe(9_000);
  });

  test("one that was deleted is none any more", () => {
    expect(lastBackupMs(backups(), 5_000)).toBeUndefined();
  });
});
