import { expect, test } from "vitest";
import { lamp } from "./alerts.testing.ts";
import { isShownHere } from "./of-this-house.ts";

const rules = { instance: "home", deadManAlert: "Watchdog", houseAlerts: new Set(["LightsOnAllNight", "HomeAssistantDown"]) };

test.each<[what: string, labels: Record<string, string>, shown: boolean]>([
  ["an alert about an entity of this house", { alertname: "MyOwn", instance: "home", entity_id: "light.cellar" }, true],
  ["one about an entity of another house", { alertname: "MyOwn", instance: "cabin", entity_id: "light.cellar" }, false],
  ["one of the catalogue, evaluated for another house", { alertname: "HomeAssistantDown", instance: "cabin" }, false],
  ["one from the series of another house's bridge", { alertname: "SpoolFull", instance: "cabin", job: "ha-bridge" }, false],
  ["one about a host, whose instance is its address", { alertname: "DiskFull", instance: "10.0.0.5:9100" }, true],
  ["one about no place at all", { alertname: "StoreDown" }, true],
  ["one of the catalogue without a place", { alertname: "HomeAssistantDown", instance: "" }, true],
  ["the dead man", { alertname: "Watchdog" }, false],
  ["what is not meant for people", { alertname: "InfoInhibitor", severity: "none" }, false],
  ["what has no name", { severity: "critical" }, false],
])("%s: %o is shown: %s", (_what, labels, shown) => {
  expect(isShownHere({ ...lamp(), name: labels["alertname"] ?? "", labels }, rules)).toBe(shown);
});
