import { expect, test } from "vitest";
import { readCommand } from "./command.ts";

test.each([
  [
    '{"action": "silence", "alert": "LightsOnAllNight", "entity_id": "light.cellar", "hours": 8}',
    { kind: "silence", alert: "LightsOnAllNight", entityId: "light.cellar", hours: 8 },
  ],
  ['{"action": "silence", "alert": "LightsOnAllNight"}', { kind: "silence", alert: "LightsOnAllNight", entityId: undefined, hours: 4 }],
  [
    '{"action": "never", "alert": "LightsOnAllNight", "entity_id": "light.cellar", "from": "phone"}',
    { kind: "never", alert: "LightsOnAllNight", entityId: "light.cellar" },
  ],
])("%s is understood", (payload, action) => {
  expect(readCommand(payload)).toEqual(action);
});

test.each([
  ["silence", "not_json"],
  ["7", "not_understood"],
  ['{"action": "explode", "alert": "A"}', "not_understood"],
  ['{"action": "silence"}', "not_understood"],
  ['{"action": "silence", "alert": "A", "hours": 0}', "not_understood"],
  ['{"action": "silence", "alert": "A", "hours": 100000}', "not_understood"],
  ['{"action": "never", "alert": "A"}', "not_understood"],
  ['{"action": "never", "alert": "A", "entity_id": "light.cellar\\", \\"x"}', "not_understood"],
  [JSON.stringify({ action: "silence", alert: "A".repeat(10_000) }), "too_large"],
])("%.60s is ignored: %s", (payload, reason) => {
  expect(readCommand(payload)).toMatchObject({ kind: "ignored", reason });
});
