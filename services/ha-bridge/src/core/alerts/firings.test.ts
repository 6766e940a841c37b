import { expect, test } from "vitest";
import { type Firing, firingsOf } from "./firings.ts";

const MINUTE = 60_000;

/** One letter a minute: each lamp that the expression gives then. */
function told(minutes: string[], forMinutes: number, keepMinutes = 0): string[] {
  const firings = firingsOf({ forMs: forMinutes * MINUTE, keepFiringForMs: keepMinutes * MINUTE });
  for (const [minute, lamps] of minutes.entries()) {
    firings.step({
      atMs: minute * MINUTE,
      values: new Map(
        lamps
          .split("")
          .filter((lamp) => lamp !== ".")
          .map((lamp) => [lamp, { labels: { lamp }, value: minute }]),
      ),
    });
  }
  return firings.firings.map(({ labels, fromMs, toMs, value }: Firing) => {
    const end = toMs === undefined ? "on" : String(toMs / MINUTE);
    return `${labels["lamp"]} ${fromMs / MINUTE}-${end} (${value})`;
  });
}

test.each<[string, string[], number, number, string[]]>([
  ["without a wait it fires at once and ends with the first step without it", [".", "a", "a", "."], 0, 0, ["a 1-3 (1)"]],
  ["it fires when it has been there for the whole wait", ["a", "a", "a", "a", "."], 2, 0, ["a 2-4 (2)"]],
  ["one missing step begins the wait anew", ["a", "a", ".", "a", "a", "a", "."], 2, 0, ["a 5-6 (5)"]],
  ["what goes away one step before the wait is over says nothing", ["a", "a", ".", "."], 2, 0, []],
  ["it goes on for a while after it was there last", ["a", ".", ".", ".", "."], 0, 3, ["a 0-4 (0)"]],
  ["what comes back within that while is the same alert", ["a", ".", ".", "a", ".", ".", ".", "."], 0, 3, ["a 0-7 (0)"]],
  ["what still fires at the end has no end", ["a", "a"], 0, 0, ["a 0-on (0)"]],
  ["each set of labels is an alert of its own", ["ab", "b", "."], 0, 0, ["a 0-1 (0)", "b 0-2 (0)"]],
])("%s", (_what, minutes, forMinutes, keepMinutes, expected) => {
  expect(told(minutes, forMinutes, keepMinutes)).toEqual(expected);
});
