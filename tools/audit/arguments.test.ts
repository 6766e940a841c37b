import { expect, test } from "vitest";
import { parseArguments } from "./arguments.ts";

test("without arguments it is the audit of npm test", () => {
  expect(parseArguments([])).toEqual({ kind: "audit", options: { seconds: 150, seed: 1, rate: 100, keepDatabase: undefined } });
});

test("takes how long and which seed", () => {
  expect(parseArguments(["--seconds", "600", "--seed", "7"])).toMatchObject({ options: { seconds: 600, seed: 7 } });
});

test.each([[["--seconds", "ten"]], [["--seconds", "0"]], [["--rate", "-5"]], [["--sed", "1"]], [["now"]]])("does not guess what %j means", (argv) => {
  expect(parseArguments(argv).kind).toBe("wrong");
});
