import { describe, expect, test } from "vitest";
import { MAX_ATTRIBUTE_BYTES, MAX_PAIRS, MAX_PAIRS_PER_ALERT, MAX_SHOWN_ALERTS, viewOf } from "./alert-view.ts";
import { AT_MS, boardWith, lamp } from "./alerts.testing.ts";
import type { Board } from "./board.ts";

const known = [{ name: "LightsOnAllNight", severity: "info", title: "Lights on all night" }] as const;
const house = {
  nameOf: (entityId: string) => (entityId === "light.cellar" ? "Cellar lamp" : undefined),
  areaOf: (entityId: string) => (entityId === "light.cellar" ? "Basement" : undefined),
};

function view(board: Board) {
  return viewOf({ ...board, names: [...new Set(board.alerts.map(({ name }) => name))].map((name) => ({ name, lastMs: 0 })) }, known, house);
}

describe("an alert as Home Assistant shows it", () => {
  test("is there and off before it ever fired", () => {
    expect(view(boardWith()).alerts).toEqual([
      {
        name: "LightsOnAllNight",
        id: "lights_on_all_night",
        title: "Lights on all night",
        fires: false,
        attributes: { severity: "info", summary: "", description: "", count: 0, alerts: [] },
        pairs: [],
      },
    ]);
  });

  test("names entity and area as the house does, with the alert's own words", () => {
    const alert = lamp({ area: "keller" });
    expect(view(boardWith({ alert })).alerts[0]).toMatchObject({
      fires: true,
      attributes: {
        severity: "info",
        summary: "Cellar lamp has been on since 20:41",
        description: "Switch it off.",
        count: 1,
        since: "2026-01-15T06:00:00.000Z",
        alerts: [
          {
            entity_id: "light.cellar",
            name: "Cellar lamp",
            area: "Basement",
            since: "2026-01-15T06:00:00.000Z",
            summary: "Cellar lamp has been on since 20:41",
            description: "Switch it off.",
            severity: "info",
            silenced: false,
            fingerprint: alert.fingerprint,
          },
        ],
      },
      pairs: [{ entityId: "light.cellar", entityName: "Cellar lamp" }],
    });
  });

  test("falls back to the labels for what the house does not know", () => {
    const [shown] = view(boardWith({ alert: lamp({ entity_id: "light.gone", area: "attic" }) })).alerts;
    expect(shown?.attributes["alerts"]).toMatchObject([{ name: "light.gone", area: "attic" }]);
  });

  test("has no buttons of its own for what is no entity", () => {
    const disk = { ...lamp(), name: "DiskFull", labels: { alertname: "DiskFull", instance: "nas:9100" } };
    const shown = view(boardWith({ alert: disk })).alerts.find(({ name }) => name === "DiskFull");
    expect(shown).toMatchObject({ id: "disk_full", title: "Disk full", pairs: [], attributes: { alerts: [{ name: "nas:9100" }] } });
  });

  test("joins the summaries, what is silenced last, and says how many more there are", () => {
    const alerts = Array.from({ length: 14 }, (_, index) => ({
      alert: { ...lamp({ entity_id: `light.l${index}` }), summary: `lamp ${index}`, silenced: index === 0 },
    }));
    const lines = String(view(boardWith(...alerts)).alerts[0]?.attributes["summary"]).split("\n");
    expect([lines[0], lines.length, lines.at(-1)]).toEqual(["lamp 1", 11, "and 4 more"]);
  });

  test("begins with the earliest", () => {
    const alerts = [{ alert: lamp() }, { alert: lamp({ entity_id: "light.attic" }, { startsAtMs: AT_MS - 60_000 }) }];
    expect(view(boardWith(...alerts)).alerts[0]?.attributes["since"]).toBe("2026-01-15T05:59:00.000Z");
  });

  test("stays below what Home Assistant records, whatever is said in whatever script", () => {
    const alerts = Array.from({ length: 500 }, (_, index) => ({
      alert: { ...lamp({ entity_id: `light.l${index}` }), summary: "灯".repeat(400), description: "灯".repeat(600) },
    }));
    const attributes = view(boardWith(...alerts)).alerts[0]?.attributes ?? {};
    expect(new TextEncoder().encode(JSON.stringify(attributes)).length).toBeLessThanOrEqual(MAX_ATTRIBUTE_BYTES);
    expect(attributes["count"]).toBe(500);
  });

  test("lists so many alerts and has buttons for so many entities at most", () => {
    const alerts = Array.from({ length: 80 }, (_, index) => ({
      alert: { ...lamp({ entity_id: `light.l${index}` }), summary: "on", description: "" },
    }));
    const [shown] = view(boardWith(...alerts)).alerts;
    expect(shown?.attributes["alerts"]).toHaveLength(MAX_SHOWN_ALERTS);
    expect(shown?.pairs).toHaveLength(MAX_PAIRS_PER_ALERT);
  });

  test("of many alerts together there are so many buttons at most", () => {
    const alerts = Array.from({ length: 60 }, (_, alert) =>
      Array.from({ length: 10 }, (_, index) => ({ alert: lamp({ alertname: `Alert${alert}`, entity_id: `light.l${index}` }) })),
    ).flat();
    expect(view(boardWith(...alerts)).alerts.flatMap(({ pairs }) => pairs)).toHaveLength(MAX_PAIRS);
  });
});

test("counts by severity leave out what is silenced", () => {
  const board = boardWith(
    { alert: lamp() },
    { alert: lamp({ entity_id: "light.attic" }) },
    { alert: { ...lamp({ alertname: "WaterLeak", severity: "critical" }), silenced: true } },
    { alert: lamp({ alertname: "Odd", severity: "strange" }) },
  );
  expect(view(board).counts).toEqual({
    critical: { count: 0, names: [] },
    warning: { count: 1, names: ["Odd"] },
    info: { count: 2, names: ["LightsOnAllNight"] },
  });
});
