import fc from "fast-check";
import { expect, test } from "vitest";
import { advanceBoard } from "./advance-board.ts";
import { lamp } from "./alerts.testing.ts";
import { type AlertEvent, type Board, emptyBoard } from "./board.ts";

const rules = { instance: "home", deadManAlert: "Watchdog", houseAlerts: new Set<string>() };
const lamps = ["light.a", "light.b", "light.c"].map((entityId) => lamp({ entity_id: entityId }));

const some = fc
  .subarray(lamps)
  .chain((alerts) => fc.tuple(...alerts.map((alert) => fc.boolean().map((silenced) => ({ ...alert, silenced })))).map((list) => [...list]));
const facts = fc.oneof(
  fc.record({ kind: fc.constant("poll" as const), alerts: some, run: fc.constantFrom("run 1", "run 2"), atMs: fc.constant(0) }),
  fc.record({
    kind: fc.constant("webhook" as const),
    firing: some.map((alerts) => alerts.map((alert) => ({ ...alert, silenced: false }))),
    resolved: fc.subarray(lamps.map(({ fingerprint }) => fingerprint)),
    group: fc.constantFrom("g1", "g2"),
    complete: fc.boolean(),
    atMs: fc.constant(0),
  }),
  fc.record({ kind: fc.constant("time" as const), atMs: fc.constant(0) }),
);
/** What happens, how much later, and whether the broker takes what waits. */
const steps = fc.array(fc.record({ facts, laterMs: fc.integer({ min: 1_000, max: 200_000 }), heard: fc.boolean() }), { maxLength: 30 });

test("whatever comes in whatever order: what is heard begins and ends as the board does", () => {
  fc.assert(
    fc.property(steps, (happened) => {
      let board: Board = emptyBoard;
      let atMs = 1_000_000;
      const heard: AlertEvent[] = [];
      for (const { facts: next, laterMs, heard: taken } of happened) {
        atMs += laterMs;
        ({ board } = advanceBoard(board, { ...next, atMs }, rules));
        if (taken) {
          heard.push(...board.waiting);
          board = { ...board, waiting: [] };
        }
      }
      heard.push(...board.waiting);
      for (const { fingerprint } of lamps) {
        const told = heard.filter(({ alert }) => alert.fingerprint === fingerprint).map(({ type }) => type);
        const shown = board.alerts.find((alert) => alert.fingerprint === fingerprint);
        // Nothing ends that has not begun, and nothing ends twice.
        expect(told[0]).not.toBe("resolved");
        expect(told.some((type, index) => type === "resolved" && told[index - 1] === "resolved")).toBe(false);
        if (shown === undefined) expect(told.at(-1)).not.toBe("fired");
        if (shown?.silenced === false) expect(told.at(-1)).toBe("fired");
      }
    }),
    { numRuns: 500 },
  );
});

test("after two looks at the same Alertmanager, far enough apart, the board holds exactly what it holds", () => {
  fc.assert(
    fc.property(steps, some, (happened, holds) => {
      let board: Board = emptyBoard;
      let atMs = 1_000_000;
      for (const { facts: next, laterMs } of happened) {
        atMs += laterMs;
        ({ board } = advanceBoard(board, { ...next, atMs }, rules));
      }
      for (const laterMs of [0, 180_000])
        ({ board } = advanceBoard(board, { kind: "poll", alerts: holds, run: "run 3", atMs: atMs + laterMs }, rules));
      expect(board.alerts.map(({ fingerprint }) => fingerprint).sort((a, b) => (a < b ? -1 : 1))).toEqual(
        holds.map(({ fingerprint }) => fingerprint).sort((a, b) => (a < b ? -1 : 1)),
      );
    }),
    { numRuns: 300 },
  );
});
