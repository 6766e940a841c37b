import { expect, test } from "vitest";
import { cut } from "./reported-alert.ts";
import { lamp } from "./alerts.testing.ts";

test("a text that is too long ends with whole characters, for Home Assistant reads no half ones", () => {
  const { summary } = lamp({}, { annotations: { summary: "💡".repeat(300) } });
  expect(summary.isWellFormed()).toBe(true);
  expect(summary).toMatch(/^(💡)+…$/u);
  expect(cut("💡💡", 4)).toBe("💡💡");
});

test("a label that is too long is left out, as nothing would match a part of it", () => {
  expect(lamp({ reason: "x".repeat(3_000), room: "y".repeat(1_000) }).labels).toEqual({
    alertname: "LightsOnAllNight",
    severity: "info",
    instance: "home",
    entity_id: "light.cellar",
    room: "y".repeat(1_000),
  });
});
