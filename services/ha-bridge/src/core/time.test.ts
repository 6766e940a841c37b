import fc from "fast-check";
import { expect, test } from "vitest";
import { isoToUs, secondsToUs, usToMs } from "./time.ts";

// Both forms of one instant, as Home Assistant sends them in its stream and in get_states.
test.each([
  [1795390778.3602965, "2026-11-22T23:39:38.360296+00:00"],
  [1795390778.6269255, "2026-11-22T23:39:38.626925+00:00"],
  [1795390778.6689994, "2026-11-22T23:39:38.668999+00:00"],
  [1795390778.5999994, "2026-11-22T23:39:38.599999+00:00"],
  [1795390778.0078125, "2026-11-22T23:39:38.007812+00:00"],
  [1795390778.0234375, "2026-11-22T23:39:38.023438+00:00"],
  [1795390778, "2026-11-22T23:39:38+00:00"],
])("the float %d is the same microsecond as the text %s", (seconds, text) => {
  expect(secondsToUs(seconds)).toBe(isoToUs(text));
});

test("a whole number of microseconds survives being a float of seconds", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 4e15 }), (us) => secondsToUs(us / 1e6) === us));
});

test("a microsecond before the next millisecond belongs to this one", () => {
  expect(usToMs(secondsToUs(1795390778.6689994))).toBe(1795390778668);
});
