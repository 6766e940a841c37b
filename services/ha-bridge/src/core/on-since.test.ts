import { expect, test } from "vitest";
import { onSince } from "./on-since.ts";

const live = { kind: "live" } as const;
const atRest = ["off"];
const minutes = (count: number) => count * 60e6;

test("a light switched on is on since that change", () => {
  expect(onSince({ state: "off", sinceUs: undefined }, "on", minutes(5), atRest, live)).toEqual({ state: "on", sinceUs: minutes(5) });
});

test("a light switched off has no since", () => {
  expect(onSince({ state: "on", sinceUs: minutes(1) }, "off", minutes(5), atRest, live)).toEqual({ state: "off", sinceUs: undefined });
});

test("a flap through unavailable keeps the since", () => {
  const before = { state: "on", sinceUs: minutes(1) };
  const away = onSince(before, "unavailable", minutes(5), atRest, live);
  expect(onSince(away, "on", minutes(6), atRest, live)).toEqual(before);
});

test("a light that comes back off after unavailable is off", () => {
  const away = onSince({ state: "on", sinceUs: minutes(1) }, "unavailable", minutes(5), atRest, live);
  expect(onSince(away, "off", minutes(6), atRest, live)?.sinceUs).toBeUndefined();
});

test("a cover that goes from opening to open is not at rest since it began to open", () => {
  expect(onSince({ state: "opening", sinceUs: minutes(1) }, "open", minutes(2), ["closed"], live)?.sinceUs).toBe(minutes(1));
});

test("the first sight takes Home Assistant's word", () => {
  expect(onSince(undefined, "on", minutes(3), atRest, { kind: "afterGap", goneUs: 0, restarted: false })?.sinceUs).toBe(minutes(3));
});

test("a restart of Home Assistant, which forgets last_changed, keeps the since", () => {
  const sighting = { kind: "afterGap", goneUs: minutes(10), restarted: true } as const;
  expect(onSince({ state: "on", sinceUs: minutes(1) }, "on", minutes(11), atRest, sighting)?.sinceUs).toBe(minutes(1));
});

test("off and on again while the bridge was away counts from the last change", () => {
  const sighting = { kind: "afterGap", goneUs: minutes(10), restarted: false } as const;
  expect(onSince({ state: "on", sinceUs: minutes(1) }, "on", minutes(12), atRest, sighting)?.sinceUs).toBe(minutes(12));
});

test("a gap in which nothing happened keeps the since", () => {
  const sighting = { kind: "afterGap", goneUs: minutes(10), restarted: false } as const;
  expect(onSince({ state: "on", sinceUs: minutes(1) }, "on", minutes(1), atRest, sighting)?.sinceUs).toBe(minutes(1));
});
