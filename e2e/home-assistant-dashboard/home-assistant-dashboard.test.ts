import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderHouse, renderMaintenance } from "../../charts/dashboards/src/home-assistant/dashboards.ts";
import { parseHouseLists } from "../../charts/dashboards/src/home-assistant/house-lists.ts";
import { ALERTING, alertIds } from "../../charts/home-alerts/src/home-assistant-ids.ts";
import { type BridgeAlerts, bridgeAlerts, type ShownAlert } from "../support/bridge-alerts.ts";
import { until } from "../support/until.ts";
import { type DashboardBed, type Screen, SCREENS, startDashboardBed } from "./dashboard-bed.ts";
import { scene, servicesToCome, STRANGER } from "./scene.ts";
import { showServices } from "./services-to-come.ts";

/** The dashboards in a real Home Assistant with its own pages, in a real Chromium, with entities announced over a real Mosquitto. */

const FILES = "../../charts/dashboards/home-assistant";
const ALERTS = scene(Date.now());
const screens = Object.keys(SCREENS) as Screen[];

// What the test has to see; without it, it would be content with anything.
const BROKEN = {
  views: ["tile", "entities", "no-such-card"].map((type) => ({
    type: "sections",
    path: type,
    title: type,
    sections: [
      {
        cards: [
          { type: "markdown", content: "Above it" },
          { type, entity: "sensor.none", entities: ["sensor.none"] },
        ],
      },
    ],
  })),
};

let bed: DashboardBed;
let bridge: BridgeAlerts;
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  const lists = parseHouseLists(await file("lists.yaml"));
  const started = await startDashboardBed({
    "house-alerts": renderHouse(ALERTS, lists),
    "house-maintenance": renderMaintenance(lists),
    // As they lie in the repository, to see them where nothing of it is there.
    "shipped-house": await file("house.yaml"),
    "shipped-maintenance": await file("maintenance.yaml"),
    "cannot-show": JSON.stringify(BROKEN),
  });
  bed = stack.use(started);
  bridge = stack.use(bridgeAlerts(bed.ha.broker.url));
});
afterAll(() => stack.disposeAsync());

test.each(["tile", "entities", "no-such-card"])("a card that cannot be shown is seen by this test: %s", async (view) => {
  await using opened = await bed.open(`cannot-show/${view}`, "desktop", "Above it");
  await until("an error on the page", 15_000, async () => ((await errorsOn(opened.page)).length > 0 ? true : undefined));
});

describe("before any of our services is there", () => {
  test.each(["shipped-house/alerts", "shipped-house/certificates", "shipped-maintenance/maintenance"])(
    "%s says so, without an error",
    async (view) => {
      await using opened = await bed.open(view, "desktop", "Not known");
      await bed.picture(opened.page, `${view.replace("/", "-")}-nothing-there`);
      expect(await errorsOn(opened.page)).toEqual([]);
    },
  );
});

describe("while things fire", () => {
  beforeAll(async () => {
    await bridge.show([...ALERTS, STRANGER]);
    await bed.ha.untilState(ALERTING.events, "unknown");
    await bridge.fire("resolved", { alert: "BatteryLow", severity: "warning", summary: "Climate sensor (Basement) is at 12 %" });
    stack.use(await showServices(bed.ha.broker.url, servicesToCome(Date.now())));
    await bed.ha.untilState(alertIds(STRANGER.name).problem, "on");
    await bed.ha.untilState(ALERTING.stopped, "off");
  });

  test.each(screens)("alerts are listed with their sentences on %s", async (screen) => {
    await using opened = await bed.open("house-alerts/alerts", screen, "Leak (Laundry) has been wet since 06:12");
    const { page } = opened;
    await seen(
      page,
      "Act now",
      "Water leak",
      "Shut the main valve",
      "Workbench (Basement) has been on since 21:03",
      "Aquarium has been at 19 °C since 03:00",
      "Over: Climate sensor (Basement) is at 12 %",
    );
    await bed.picture(page, `alerts-${screen}`);
    expect(await errorsOn(page)).toEqual([]);
    expect(await visibleOf(page, ["Smoke detected", "Battery low", "Window open while heating", "All quiet"])).toEqual([]);
  });

  test("the worst stands first, and what is silenced says so", async () => {
    await using opened = await bed.open("house-alerts/alerts", "phone", "Shelf (Basement) has been on since 20:41");
    const tops = await Promise.all(["Water leak", "Freezer warm", "Lights on all night"].map((title) => topOf(opened.page, title)));
    expect(tops).toEqual(tops.toSorted((a, b) => a - b));
    await seen(opened.page, "8 hours · silenced");
  });

  test("a name that looks like Markdown or HTML is shown as it is", async () => {
    await using opened = await bed.open("house-alerts/alerts", "desktop", "Garage_door *2* <b>(Garage)</b> has been open since 23:05");
    expect(await errorsOn(opened.page)).toEqual([]);
  });

  test("a press on the sleeping bell asks, then presses the button of that alert", async () => {
    await using opened = await bed.open("house-alerts/alerts", "desktop", "Freezer warm");
    await opened.page.locator("hui-button-card").nth(1).click();
    await seen(opened.page, "Silence “Freezer warm” for 4 hours");
    expect(bridge.nextAction()).toBeUndefined();
    await opened.page.getByRole("button", { name: "OK", exact: true }).click();
    expect(await until("the press at the bridge", 10_000, () => bridge.nextAction())).toEqual({ kind: "silence", alert: "FreezerWarm", hours: 4 });
  });

  test.each(screens)("certificates show what ends, what is wrong and a push on %s", async (screen) => {
    await using opened = await bed.open("house-alerts/certificates", screen, "1 of 3 need you");
    const { page } = opened;
    await seen(page, "synology", "Push now", "login was refused (403)", "What it serves is not what it should serve");
    await bed.picture(page, `certificates-${screen}`);
    expect(await errorsOn(page)).toEqual([]);
    // A target that is in the list and not there.
    expect(await visibleOf(page, ["homeassistant"])).toEqual([]);
  });

  test.each(screens)("maintenance shows what runs, what waits and what acts on %s", async (screen) => {
    await using opened = await bed.open("house-maintenance/maintenance", screen, "Draining tiles-2");
    const { page } = opened;
    await seen(page, "1 thing needs you", "Pause", "tiles-3", "Restart is due", "memory of tiles-3 from 8 to 12 GiB");
    await bed.picture(page, `maintenance-${screen}`);
    expect(await errorsOn(page)).toEqual([]);
    expect(await visibleOf(page, ["tiles-test", "pve2", "nodes-test"])).toEqual([]);
  });
});

test.each(["desktop", "phone-dark"] as const)("a quiet house is said to be quiet on %s", async (screen) => {
  await bridge.show(quiet([...ALERTS, STRANGER]));
  await using opened = await bed.open("house-alerts/alerts", screen, "All quiet");
  await seen(opened.page, "Alerting works, and has nothing to say");
  await bed.picture(opened.page, `quiet-${screen}`);
  expect([...(await errorsOn(opened.page)), ...(await visibleOf(opened.page, ["Water leak", "Lights on all night", "Others"]))]).toEqual([]);
});

test("a house whose alerting has stopped is not said to be quiet", async () => {
  await bridge.show(quiet(ALERTS), "Watchdog has not come for 15 min");
  await using opened = await bed.open("house-alerts/alerts", "phone", "Alerting has stopped");
  await bed.picture(opened.page, "stopped-phone");
  expect([...(await errorsOn(opened.page)), ...(await visibleOf(opened.page, ["All quiet", "Alerting works, and has nothing to say."]))]).toEqual([]);
});

test("a house whose bridge is away is not said to be quiet", async () => {
  await bridge.leave();
  await using opened = await bed.open("house-alerts/alerts", "phone", "ha-bridge is not connected");
  expect([...(await errorsOn(opened.page)), ...(await visibleOf(opened.page, ["All quiet", "Alerting works, and has nothing to say."]))]).toEqual([]);
});

function quiet(alerts: readonly ShownAlert[]): readonly ShownAlert[] {
  return alerts.map((alert) => ({ ...alert, firing: [] }));
}

// What Home Assistant puts in the place of a card, badge or section that it cannot show.
const ERROR_ELEMENTS = ["hui-error-card", "hui-warning", "hui-error-badge", "hui-error-section", "hui-error-heading-badge", "hui-warning-element"];
const ERROR_TEXTS = [
  "Entity not found",
  "Entity is currently unavailable",
  "Configuration error",
  "Custom element doesn't exist",
  "TemplateSyntaxError",
  "UndefinedError",
];

/** Selectors look into shadow roots, where Home Assistant keeps everything. */
async function errorsOn(page: Page): Promise<readonly string[]> {
  const elements = await Promise.all(ERROR_ELEMENTS.map(async (name) => ((await page.locator(name).count()) > 0 ? [name] : [])));
  return [...elements.flat(), ...(await visibleOf(page, ERROR_TEXTS, false))];
}

/** Which of these whole texts can be seen; of parts of texts when `exact` is false. */
async function visibleOf(page: Page, texts: readonly string[], exact = true): Promise<readonly string[]> {
  const found: string[] = [];
  for (const text of texts) {
    for (const each of await page.locator("hui-root").getByText(text, { exact }).all()) if (await each.isVisible()) found.push(text);
  }
  return found;
}

async function seen(page: Page, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) await page.getByText(text).first().waitFor({ state: "visible", timeout: 15_000 });
}

async function topOf(page: Page, text: string): Promise<number> {
  const box = await page.getByText(text).first().boundingBox();
  if (box === null) throw new Error(`"${text}" is not on the page`);
  return box.y;
}

function file(name: string): Promise<string> {
  return readFile(new URL(`${FILES}/${name}`, import.meta.url), "utf8");
}
