import { describe, expect, test } from "vitest";
import { AT_MS, lamp } from "./alerts.testing.ts";
import { CREATED_BY, MAX_SILENCES, planSilences, type Silence } from "./plan-silences.ts";

const HOUR_MS = 3_600_000;
const cellar = [
  { name: "alertname", value: "LightsOnAllNight" },
  { name: "entity_id", value: "light.cellar" },
  { name: "instance", value: "home" },
];

function wish(...alerts: readonly ReturnType<typeof lamp>[]) {
  return { alerts, hours: 4, comment: "by a button" };
}

function existing(more: Partial<Silence> = {}): Silence {
  return { id: "s1", matchers: cellar, startsAt: "2026-01-15T05:00:00.000Z", endsAtMs: AT_MS + HOUR_MS, createdBy: CREATED_BY, comment: "", ...more };
}

describe("silencing", () => {
  test("an alert about an entity names alert, house and entity, not the area, which may change", () => {
    expect(planSilences(wish(lamp({ area: "basement" })), [], AT_MS)).toEqual([
      { matchers: cellar, startsAt: "2026-01-15T06:00:00.000Z", endsAtMs: AT_MS + 4 * HOUR_MS, createdBy: "Home Assistant", comment: "by a button" },
    ]);
  });

  test("an alert about no entity is silenced by exactly its labels, so that nothing else is", () => {
    const alert = { ...lamp(), labels: { alertname: "DiskFull", instance: "nas:9100", mountpoint: "/volume1" } };
    expect(planSilences(wish(alert), [], AT_MS)[0]?.matchers).toEqual([
      { name: "alertname", value: "DiskFull" },
      { name: "instance", value: "nas:9100" },
      { name: "mountpoint", value: "/volume1" },
    ]);
  });

  test("once more makes the same silence longer, with the start that Alertmanager knows", () => {
    expect(planSilences(wish(lamp()), [existing()], AT_MS)).toEqual([
      expect.objectContaining({ id: "s1", startsAt: "2026-01-15T05:00:00.000Z", endsAtMs: AT_MS + 4 * HOUR_MS }),
    ]);
  });

  test("never makes a silence shorter", () => {
    expect(planSilences(wish(lamp()), [existing({ endsAtMs: AT_MS + 24 * HOUR_MS })], AT_MS)).toEqual([]);
  });

  test("leaves other people's silences alone, though they match the same", () => {
    expect(planSilences(wish(lamp()), [existing({ createdBy: "Anna" })], AT_MS)).toMatchObject([{ endsAtMs: AT_MS + 4 * HOUR_MS }]);
    expect(planSilences(wish(lamp()), [existing({ createdBy: "Anna" })], AT_MS)[0]?.id).toBeUndefined();
  });

  test("makes one for each entity, and one for two alerts that differ in their area only", () => {
    const wanted = planSilences(wish(lamp(), lamp({ area: "basement" }), lamp({ entity_id: "light.attic" })), [], AT_MS);
    expect(wanted.map(({ matchers }) => matchers[1]?.value)).toEqual(["light.cellar", "light.attic"]);
  });

  test("makes no more than a limit at a time", () => {
    const many = Array.from({ length: MAX_SILENCES + 5 }, (_, index) => lamp({ entity_id: `light.l${index}` }));
    expect(planSilences(wish(...many), [], AT_MS)).toHaveLength(MAX_SILENCES);
  });
});
