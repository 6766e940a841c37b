import type { DomainCase } from "../domain.contract.ts";

export const unknownCases: readonly DomainCase[] = [
  { domain: "future_domain", sentence: "with options is a set", state: "b", attributes: { options: ["a", "b"] }, reports: ["ha_enum_state{a,b} b"] },
  { domain: "future_domain", sentence: "that is on is on", state: "on", reports: ["ha_on 1"] },
  { domain: "future_domain", sentence: "that is off is off", state: "off", reports: ["ha_on 0"] },
  {
    domain: "future_domain",
    sentence: "that is a number with a unit is the quantity of the unit",
    state: "68",
    attributes: { unit_of_measurement: "°F" },
    reports: ["ha_temperature_celsius 20"],
  },
  { domain: "future_domain", sentence: "that is a number is a number", state: "12", reports: ["ha_value 12"] },
  {
    domain: "future_domain",
    sentence: "that is an instant is a point in time",
    state: "2026-11-22T10:00:00+00:00",
    reports: ["ha_timestamp_seconds 1795341600"],
  },
  { domain: "future_domain", sentence: "that is text counts its changes", state: "anything", reports: ["changes"] },
  {
    domain: "future_domain",
    sentence: "with a unit that shows no number has no value",
    state: "error",
    attributes: { unit_of_measurement: "W" },
    reports: [],
  },
  { domain: "constructor", sentence: "is a domain like any other", state: "on", reports: ["ha_on 1"] },
];
