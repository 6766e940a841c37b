import { expect, test } from "vitest";
import { updateState } from "./update-state.ts";

test("a long summary is cut between characters: Home Assistant leaves out a message with half of one in it", () => {
  const state = { installedVersion: "1", latestVersion: "2", inProgress: false, releaseSummary: `x${"🚀".repeat(200)}` };
  const summary = String((JSON.parse(updateState(state)) as Record<string, unknown>)["release_summary"]);
  expect(summary).toBe(`x${"🚀".repeat(127)}`);
  expect(updateState({ ...state, releaseSummary: "🚀".repeat(200) })).not.toMatch(/\\ud83d/);
});
