import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { alertIds } from "../../../home-alerts/src/home-assistant-ids.ts";
import { alertsView, inWords } from "./alerts-view.ts";
import type { Card, Section, View } from "./cards.ts";
import { certificatesView } from "./certificates-view.ts";
import { renderHouse } from "./dashboards.ts";
import { parseHouseLists } from "./house-lists.ts";
import { maintenanceView } from "./maintenance-view.ts";

const ALERTS = [
  { name: "LightsOnAllNight", severity: "info" },
  { name: "WaterLeak", severity: "critical", title: "Water where none should be" },
  { name: "FreezerWarm", severity: "warning" },
] as const;
const LISTS = parseHouseLists(`{certificates: [nas], clusters: [{name: c, nodes: [n-1, n-2]}], hosts: [pve1], workspaces: [w]}`);
const VIEWS = [alertsView(ALERTS), certificatesView(LISTS.certificates), maintenanceView(LISTS)];

// What core cards of Home Assistant these dashboards may be made of.
const CORE = ["button", "heading", "history-graph", "markdown", "tile"];

test("alerts stand with the worst first, whatever order they came in", () => {
  const tiles = cardsOf(alertsView(ALERTS)).filter(({ type }) => type === "tile");
  expect(tiles.map(({ name }) => name)).toEqual(["Water where none should be", "Freezer warm", "Lights on all night"]);
});

test("an alert that always fires is none to look at", () => {
  const shown = cardsOf(alertsView([{ name: "Watchdog", severity: "info", alwaysFires: true }]));
  expect(JSON.stringify(shown)).not.toContain("watchdog");
});

test("who lists no certificates has no page that says of them for ever that they are not known", () => {
  const pages = (lists: string) =>
    (parse(renderHouse(ALERTS, parseHouseLists(lists))) as { views: { path: string }[] }).views.map(({ path }) => path);
  expect([pages("certificates: []"), pages("certificates: [nas]")]).toEqual([["alerts"], ["alerts", "certificates"]]);
});

test("a severity without an alert has no section", () => {
  const headings = (alerts: typeof ALERTS | []) => cardsOf(alertsView(alerts)).filter(({ type }) => type === "heading").length;
  expect([headings(ALERTS), headings([])]).toEqual([4, 1]);
});

describe.each(VIEWS)("$title", (view) => {
  test("shows a card with an entity only while that is there, or in a state that it names", () => {
    const unsafe = cardsOf(view).filter((card) => {
      const conditions = (card["visibility"] ?? []) as readonly Card[];
      return card["entity"] !== undefined && !conditions.some((condition) => condition["entity"] === card["entity"]);
    });
    expect(unsafe).toEqual([]);
  });

  test("acts on nothing without a question", () => {
    const actions = cardsOf(view).flatMap((card) => ["tap_action", "icon_tap_action", "hold_action"].map((key) => card[key] as Card | undefined));
    const acting = actions.filter((action) => action?.["action"] === "perform-action");
    expect(acting.filter((action) => ((action?.["confirmation"] as Card | undefined)?.["text"] ?? "") === "")).toEqual([]);
  });

  test("never lets a tile of a button act by the tap that tiles have by themselves", () => {
    const buttons = cardsOf(view).filter(({ type, entity }) => type === "tile" && String(entity).startsWith("button."));
    expect(buttons.filter((card) => card["icon_tap_action"] === undefined || card["tap_action"] === undefined)).toEqual([]);
  });

  test("is made of core cards", () => {
    expect(cardsOf(view).filter(({ type }) => !CORE.includes(String(type)))).toEqual([]);
  });
});

test("the file keeps on and off as text for a reader of YAML 1.1, which Home Assistant is", () => {
  const { views } = parse(renderHouse(ALERTS, LISTS), { version: "1.1" }) as { views: readonly View[] };
  const visibility = cardsOf(views[0] as View).find(({ entity }) => entity === alertIds("WaterLeak").problem)?.["visibility"];
  expect(visibility).toEqual([{ condition: "state", entity: "binary_sensor.alert_water_leak", state: "on" }]);
});

test.each([
  ["LightsOnAllNight", "Lights on all night"],
  ["CO2High", "CO2 high"],
  ["UPSOnBattery", "UPS on battery"],
  ["UpsRuntimeLow", "UPS runtime low"],
  ["HomeAssistantDown", "Home Assistant down"],
])("%s reads as %s", (name, words) => expect(inWords(name)).toBe(words));

describe("lists of a house", () => {
  test("may be empty", () => expect(parseHouseLists("")).toEqual({ certificates: [], site: "home", clusters: [], hosts: [], workspaces: [] }));

  test("with what nobody knows are refused, with all that is wrong", () => {
    expect(() => parseHouseLists("{hosts: pve1, nodes: [a]}")).toThrow(/hosts[^]*nodes|nodes[^]*hosts/);
  });
});

function cardsOf(view: View): readonly Card[] {
  return view.sections.flatMap((section: Section) => section.cards);
}
