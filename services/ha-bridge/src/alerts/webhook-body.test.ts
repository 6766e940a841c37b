import { describe, expect, test } from "vitest";
import { readWebhookBody } from "./webhook-body.ts";

const NOW_MS = Date.UTC(2026, 0, 15, 7);

const alertmanager = {
  version: "4",
  groupKey: '{}:{alertname="LightsOnAllNight"}',
  truncatedAlerts: 0,
  status: "firing",
  receiver: "house",
  groupLabels: { alertname: "LightsOnAllNight" },
  externalURL: "http://alertmanager",
  alerts: [
    {
      status: "firing",
      labels: { alertname: "LightsOnAllNight", instance: "home", entity_id: "light.cellar", severity: "info" },
      annotations: { summary: "Cellar lamp has been on since 20:41", description: "Switch it off." },
      startsAt: "2026-01-15T06:00:00.123456789Z",
      endsAt: "0001-01-01T00:00:00Z",
      generatorURL: "http://ruler",
      fingerprint: "c2a1f0",
    },
    {
      status: "resolved",
      labels: { alertname: "LightsOnAllNight" },
      annotations: {},
      startsAt: "2026-01-15T05:00:00Z",
      endsAt: "2026-01-15T06:30:00Z",
      fingerprint: "d3",
    },
  ],
};

const grafana = {
  receiver: "house",
  status: "firing",
  orgId: 1,
  title: "[FIRING:1] Freezer",
  state: "alerting",
  version: "1",
  groupKey: "{}:{}",
  truncatedAlerts: 0,
  alerts: [
    {
      status: "firing",
      labels: { alertname: "Freezer warm", grafana_folder: "House" },
      annotations: { message: "It is warm" },
      startsAt: "2026-01-15T07:00:00+01:00",
      endsAt: "0001-01-01T00:00:00Z",
      values: { B: 1.5 },
      fingerprint: "0f",
      silenceURL: "http://grafana/silence",
    },
  ],
};

describe("a message", () => {
  test("of Alertmanager holds what fires and what is over", () => {
    expect(read(alertmanager)).toMatchObject({
      firing: [
        {
          fingerprint: "c2a1f0",
          name: "LightsOnAllNight",
          severity: "info",
          summary: "Cellar lamp has been on since 20:41",
          description: "Switch it off.",
          startsAtMs: Date.UTC(2026, 0, 15, 6, 0, 0, 123),
          endsAtMs: undefined,
        },
      ],
      resolved: ["d3"],
      complete: true,
      malformed: 0,
    });
  });

  test("of Grafana is read the same way", () => {
    expect(read(grafana)).toMatchObject({
      firing: [{ fingerprint: "0f", name: "Freezer warm", severity: "warning", summary: "It is warm", startsAtMs: Date.UTC(2026, 0, 15, 6) }],
      resolved: [],
    });
  });

  test("groups of two receivers are two groups", () => {
    expect(read(alertmanager)?.group).not.toBe(read({ ...alertmanager, receiver: "phone" })?.group);
  });

  test.each([
    ["was cut off", { truncatedAlerts: 3 }],
    ["names no group", { groupKey: undefined }],
    ["has an entry that is no alert", { alerts: [...alertmanager.alerts, { status: "strange" }] }],
  ])("that %s does not tell what else is over", (_what, more) => {
    expect(read({ ...alertmanager, ...more })?.complete).toBe(false);
  });

  test("keeps the end of an alert that has one, and begins now when it does not tell", () => {
    const alert = { status: "firing", labels: { alertname: "A" }, endsAt: "2026-01-15T09:00:00Z" };
    expect(read({ alerts: [alert] })?.firing).toMatchObject([{ startsAtMs: NOW_MS, endsAtMs: Date.UTC(2026, 0, 15, 9) }]);
  });

  test("leaves out and counts what is no alert", () => {
    const wrong = [{ status: "firing", labels: { severity: "info" } }, { status: "firing", labels: { alertname: 7 } }, "text", null];
    expect(read({ alerts: [...alertmanager.alerts, ...wrong] })).toMatchObject({ firing: [{}], resolved: ["d3"], malformed: 4 });
  });

  test("without alerts, as a test button sends it, is one", () => {
    expect(read({ alerts: [] })).toMatchObject({ firing: [], resolved: [] });
  });
});

test.each([
  ["no JSON", "hello"],
  ["nothing", ""],
  ["a list", "[]"],
  ["an object without alerts", "{}"],
  ["alerts that are no list", '{"alerts": {}}'],
  ["nothing but entries that are no alerts", '{"alerts": [1, 2]}'],
  ["JSON nested too deep", "[".repeat(500_000)],
])("%s is no message", (_what, body) => {
  expect(readWebhookBody(Buffer.from(body), NOW_MS)).toBeUndefined();
});

function read(body: unknown) {
  return readWebhookBody(Buffer.from(JSON.stringify(body)), NOW_MS);
}
