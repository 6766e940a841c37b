import { describe, expect, test } from "vitest";
import { type AlertFacts, advanceBoard, MAX_ALERTS, NEW_RUN_GRACE_MS } from "./advance-board.ts";
import { AT_MS, boardWith, lamp } from "./alerts.testing.ts";
import { type Board, emptyBoard } from "./board.ts";
import type { ReportedAlert } from "./reported-alert.ts";
import { MAX_WAITING_EVENTS } from "./waiting-events.ts";

const rules = { instance: "home", deadManAlert: "Watchdog", houseAlerts: new Set(["LightsOnAllNight"]) };
const attic = lamp({ entity_id: "light.attic" });
const oldRun = { runs: [{ run: "run 1", sinceMs: 0 }] };

function poll(alerts: readonly ReportedAlert[], { run = "run 1", atMs = AT_MS } = {}): AlertFacts {
  return { kind: "poll", alerts, run, atMs };
}

function webhook(message: Partial<Extract<AlertFacts, { kind: "webhook" }>>): AlertFacts {
  return { kind: "webhook", firing: [], resolved: [], group: "lights", complete: true, atMs: AT_MS, ...message };
}

interface Case {
  readonly title: string;
  readonly board: Board;
  readonly facts: AlertFacts;
  /** Entity ids on the board. */
  readonly shown: readonly string[];
  readonly events: readonly string[];
}

const silenced = (alert: ReportedAlert): ReportedAlert => ({ ...alert, silenced: true });

const cases: readonly Case[] = [
  { title: "shows and tells what fires", board: emptyBoard, facts: poll([lamp()]), shown: ["light.cellar"], events: ["fired light.cellar"] },
  { title: "tells nothing twice", board: boardWith({ alert: lamp() }), facts: poll([lamp()]), shown: ["light.cellar"], events: [] },
  {
    title: "clears what Alertmanager no longer reports, though nobody said that it is over",
    board: { ...boardWith({ alert: lamp() }, { alert: attic }), ...oldRun },
    facts: poll([attic]),
    shown: ["light.attic"],
    events: ["resolved light.cellar"],
  },
  {
    title: "keeps what a new run of Alertmanager does not have yet: rulers have to send it again",
    board: { ...boardWith({ alert: lamp() }), ...oldRun },
    facts: poll([], { run: "run 2" }),
    shown: ["light.cellar"],
    events: [],
  },
  {
    title: "believes a new run after a while",
    board: {
      ...boardWith({ alert: lamp() }),
      runs: [
        { run: "run 1", sinceMs: 0 },
        { run: "run 2", sinceMs: AT_MS - NEW_RUN_GRACE_MS },
      ],
    },
    facts: poll([], { run: "run 2" }),
    shown: [],
    events: ["resolved light.cellar"],
  },
  {
    title: "believes a new run at once about what it has reported itself",
    board: { ...boardWith({ alert: lamp(), seenBy: "run 2" }), runs: [{ run: "run 2", sinceMs: AT_MS - 1_000 }] },
    facts: poll([], { run: "run 2" }),
    shown: [],
    events: ["resolved light.cellar"],
  },
  {
    title: "believes each of two replicas that answer in turn",
    board: {
      ...boardWith({ alert: lamp() }),
      runs: [
        { run: "run 1", sinceMs: 0 },
        { run: "replica", sinceMs: 1 },
      ],
    },
    facts: poll([], { run: "replica" }),
    shown: [],
    events: ["resolved light.cellar"],
  },
  { title: "tells nobody of what is silenced", board: emptyBoard, facts: poll([silenced(lamp())]), shown: ["light.cellar"], events: [] },
  {
    title: "tells nothing when what fires is silenced",
    board: boardWith({ alert: lamp() }),
    facts: poll([silenced(lamp())]),
    shown: ["light.cellar"],
    events: [],
  },
  {
    title: "tells again when the silence is over and it still fires",
    board: boardWith({ alert: silenced(lamp()) }),
    facts: poll([lamp()]),
    shown: ["light.cellar"],
    events: ["fired light.cellar again"],
  },
  {
    title: "tells the end of what was told and silenced later",
    board: { ...boardWith({ alert: silenced(lamp()) }), ...oldRun },
    facts: poll([]),
    shown: [],
    events: ["resolved light.cellar"],
  },
  {
    title: "does not tell the end of what was silenced from the beginning",
    board: { ...boardWith({ alert: silenced(lamp()), told: false }), ...oldRun },
    facts: poll([]),
    shown: [],
    events: [],
  },
  {
    title: "shows what a notification says",
    board: emptyBoard,
    facts: webhook({ firing: [lamp()] }),
    shown: ["light.cellar"],
    events: ["fired light.cellar"],
  },
  {
    title: "clears what a notification calls resolved",
    board: boardWith({ alert: lamp() }, { alert: attic }),
    facts: webhook({ resolved: [lamp().fingerprint] }),
    shown: ["light.attic"],
    events: ["resolved light.cellar"],
  },
  {
    title: "clears what a complete notification of its group no longer has: a resolved message was lost",
    board: boardWith({ alert: lamp(), seenBy: "lights" }, { alert: attic, seenBy: "others" }),
    facts: webhook({ firing: [lamp({ entity_id: "light.shed" })] }),
    shown: ["light.attic", "light.shed"],
    events: ["fired light.shed", "resolved light.cellar"],
  },
  {
    title: "clears nothing of a notification that was cut off",
    board: boardWith({ alert: lamp(), seenBy: "lights" }),
    facts: webhook({ firing: [attic], complete: false }),
    shown: ["light.attic", "light.cellar"],
    events: ["fired light.attic"],
  },
  {
    title: "clears what has an end when its time has come",
    board: boardWith({ alert: { ...lamp(), endsAtMs: AT_MS } }, { alert: attic }),
    facts: { kind: "time", atMs: AT_MS },
    shown: ["light.attic"],
    events: ["resolved light.cellar"],
  },
  {
    title: "does not show what was over before it came",
    board: emptyBoard,
    facts: webhook({ firing: [lamp({}, { endsAtMs: AT_MS - 1 })] }),
    shown: [],
    events: [],
  },
  { title: "does not show another house's", board: emptyBoard, facts: poll([lamp({ instance: "cabin" })]), shown: [], events: [] },
  {
    title: "is not confused by an alert that comes twice in one answer",
    board: emptyBoard,
    facts: poll([lamp(), lamp()]),
    shown: ["light.cellar"],
    events: ["fired light.cellar"],
  },
];

test.each(cases)("the board $title", ({ board, facts, shown, events }) => {
  const { board: next, leftOut } = advanceBoard(board, facts, rules);
  expect(next.alerts.map(({ labels }) => labels["entity_id"] ?? "").sort()).toEqual(shown);
  expect(told(next)).toEqual(events);
  expect(leftOut).toEqual([]);
});

describe("an alert that goes on", () => {
  test("keeps its earliest start", () => {
    const later = lamp({}, { startsAtMs: AT_MS + 60_000 });
    expect(advanceBoard(boardWith({ alert: lamp() }), poll([later]), rules).board.alerts[0]?.startsAtMs).toBe(AT_MS);
  });

  test("takes a new text and severity", () => {
    const changed = { ...lamp(), summary: "Cellar lamp has been on since Wed", severity: "warning" as const };
    expect(advanceBoard(boardWith({ alert: lamp() }), poll([changed]), rules).board.alerts[0]).toMatchObject({
      summary: "Cellar lamp has been on since Wed",
      severity: "warning",
    });
  });
});

describe("while nobody hears", () => {
  test("what fired and is over is not told at all", () => {
    const fired = advanceBoard({ ...emptyBoard, ...oldRun }, poll([lamp()]), rules).board;
    expect(told(advanceBoard(fired, poll([]), rules).board)).toEqual([]);
  });

  test("the end is told of what fired again after a silence: the first time was heard", () => {
    const again = advanceBoard({ ...boardWith({ alert: silenced(lamp()) }), ...oldRun }, poll([lamp()]), rules).board;
    expect(told(again)).toEqual(["fired light.cellar again"]);
    expect(told(advanceBoard(again, poll([]), rules).board)).toEqual(["resolved light.cellar"]);
  });

  test("what is silenced before anybody heard of it is not told, nor is its end; after the silence it is told as new", () => {
    const fired = advanceBoard({ ...emptyBoard, ...oldRun }, poll([lamp()]), rules).board;
    const silent = advanceBoard(fired, poll([silenced(lamp())]), rules).board;
    expect(told(silent)).toEqual([]);
    expect(told(advanceBoard(silent, poll([]), rules).board)).toEqual([]);
    expect(told(advanceBoard(silent, poll([lamp()]), rules).board)).toEqual(["fired light.cellar"]);
  });

  test("an end and a new beginning are told in their order", () => {
    const over = advanceBoard({ ...boardWith({ alert: lamp() }), ...oldRun }, poll([]), rules).board;
    expect(told(advanceBoard(over, poll([lamp()]), rules).board)).toEqual(["resolved light.cellar", "fired light.cellar"]);
  });

  test("the newest events wait, and those left out are counted", () => {
    const many = Array.from({ length: MAX_WAITING_EVENTS + 5 }, (_, index) => lamp({ entity_id: `light.l${index}` }));
    const { board, leftOut } = advanceBoard(emptyBoard, poll(many), rules);
    expect(board.waiting).toHaveLength(MAX_WAITING_EVENTS);
    expect(leftOut).toEqual([{ what: "alert_event", reason: "too_many", count: 5 }]);
  });

  test("of too many events those of the most severe alerts stay, in their order", () => {
    const many = Array.from({ length: MAX_WAITING_EVENTS + 5 }, (_, index) => lamp({ entity_id: `light.l${index}` }));
    const leak = lamp({ alertname: "WaterLeak", severity: "critical", entity_id: "binary_sensor.leak" });
    const before = advanceBoard({ ...emptyBoard, ...oldRun }, poll([leak]), rules).board;
    const { board, leftOut } = advanceBoard(before, poll([leak, ...many]), rules);
    expect(board.waiting).toHaveLength(MAX_WAITING_EVENTS);
    expect(told(board)[0]).toBe("fired binary_sensor.leak");
    expect(told(advanceBoard(emptyBoard, poll([leak, ...many]), rules).board)).toContain("fired binary_sensor.leak");
    expect(leftOut).toEqual([{ what: "alert_event", reason: "too_many", count: 6 }]);
  });
});

test("of too many alerts the most severe and oldest stay, and the rest is counted", () => {
  const many = Array.from({ length: MAX_ALERTS }, (_, index) => lamp({ entity_id: `light.l${index}` }, { startsAtMs: AT_MS + index }));
  const critical = lamp({ alertname: "WaterLeak", severity: "critical" }, { startsAtMs: AT_MS + 10 ** 9 });
  const { board, leftOut } = advanceBoard(emptyBoard, poll([...many, critical]), rules);
  expect(board.alerts).toHaveLength(MAX_ALERTS);
  expect(board.alerts.map(({ name }) => name)).toContain("WaterLeak");
  expect(board.alerts.map(({ labels }) => labels["entity_id"])).not.toContain(`light.l${MAX_ALERTS - 1}`);
  expect(leftOut).toContainEqual({ what: "alert", reason: "too_many", count: 1 });
});

function told({ waiting }: Board): string[] {
  return waiting.map(({ type, alert, again }) => `${type} ${alert.labels["entity_id"]}${again ? " again" : ""}`);
}
