import { expect, test } from "vitest";
import { causeOf, type LogbookEntry } from "./cause.ts";

const nothing: LogbookEntry = {
  atMs: 1_000,
  entityId: "light.cellar",
  userId: undefined,
  eventType: undefined,
  contextName: undefined,
  contextEntityId: undefined,
  contextEntityName: undefined,
  domain: undefined,
  service: undefined,
};
const personOf = (userId: string) => (userId === "u1" ? "Anna" : undefined);

test.each<[what: string, entry: Partial<LogbookEntry>, cause: string | undefined]>([
  ["an automation", { eventType: "automation_triggered", contextName: "Evening lights" }, "automation Evening lights"],
  ["a script", { eventType: "script_started", contextName: "Party" }, "script Party"],
  ["a person", { eventType: "call_service", userId: "u1", domain: "light", service: "turn_on" }, "Anna"],
  ["a user who is no person of the house", { userId: "u2" }, "a user"],
  ["another entity", { contextEntityId: "switch.wall", contextEntityName: "Wall switch" }, "Wall switch"],
  ["itself", { contextEntityId: "light.cellar", contextEntityName: "Cellar lamp" }, undefined],
  ["an action without a person", { domain: "light", service: "turn_on" }, "light.turn_on"],
  ["nobody that the logbook knows", {}, undefined],
  ["what happened to another entity", { entityId: "light.attic", userId: "u1" }, undefined],
])("the cause may be %s", (_what, entry, cause) => {
  expect(causeOf("light.cellar", [{ ...nothing, ...entry }], 1_000, personOf)).toBe(cause);
});

test("of several entries the nearest that knows a cause counts", () => {
  const entries = [
    { ...nothing, atMs: 5_000, eventType: "script_started", contextName: "Later" },
    { ...nothing, atMs: 1_100, eventType: "automation_triggered", contextName: "Evening lights" },
    { ...nothing, atMs: 1_000 },
  ];
  expect(causeOf("light.cellar", entries, 1_000, personOf)).toBe("automation Evening lights");
});
