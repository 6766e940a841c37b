import { describe, expect, test } from "vitest";
import { advanceDeadMan, freshDeadMan, type Proof, whyStopped } from "./dead-man.ts";

const limits = { alert: "Watchdog", afterMs: 900_000, polls: true };

function after(...proofs: readonly Partial<Proof>[]) {
  return proofs.reduce<typeof freshDeadMan>(
    (man, proof) => advanceDeadMan(man, { elapsedMs: 0, seen: false, answered: true, atMs: 0, ...proof }),
    freshDeadMan,
  );
}

describe("alerting", () => {
  test("is not taken for stopped just after a start, when nothing is known", () => {
    expect(whyStopped(freshDeadMan, limits)).toBeUndefined();
    expect(whyStopped(after({ elapsedMs: 899_999 }), limits)).toBeUndefined();
  });

  test("has stopped when its dead man has not come for too long", () => {
    expect(whyStopped(after({ elapsedMs: 450_000 }, { elapsedMs: 450_000 }), limits)).toBe("the alert Watchdog, which always fires, does not come");
  });

  test("works again with the first one that comes", () => {
    const seen = after({ elapsedMs: 2_000_000 }, { elapsedMs: 1_000, seen: true, atMs: 77 });
    expect(whyStopped(seen, limits)).toBeUndefined();
    expect(seen.lastSeenAtMs).toBe(77);
  });

  test("has stopped when Alertmanager does not answer, even if the dead man still comes by a notification", () => {
    expect(whyStopped(after({ elapsedMs: 900_000, seen: true, answered: false }), limits)).toBe("Alertmanager does not answer");
    expect(whyStopped(after({ elapsedMs: 900_000, seen: true, answered: false }), { ...limits, polls: false })).toBeUndefined();
  });

  test("is the same after a restart: time in which we were off proves nothing", () => {
    const before = after({ elapsedMs: 800_000 });
    expect(whyStopped(advanceDeadMan(before, { elapsedMs: 99_999, seen: false, answered: true, atMs: 10 ** 12 }), limits)).toBeUndefined();
    expect(whyStopped(advanceDeadMan(before, { elapsedMs: 100_000, seen: false, answered: true, atMs: 10 ** 12 }), limits)).toBeDefined();
  });
});
