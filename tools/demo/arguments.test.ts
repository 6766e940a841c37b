import { expect, test } from "vitest";
import { parseArguments } from "./arguments.ts";

test("without arguments it plays with VictoriaMetrics and stays up", () => {
  expect(parseArguments([])).toEqual({ kind: "play", options: { once: false, store: "victoriametrics", frontend: false } });
});

test("takes a store and that it shall end after the story", () => {
  expect(parseArguments(["--once", "--store", "mimir"])).toMatchObject({ options: { once: true, store: "mimir" } });
});

test("names the known stores when it does not know one", () => {
  expect(parseArguments(["--store", "influx"])).toEqual({
    kind: "wrong",
    why: "there is no store influx; known: victoriametrics, prometheus, mimir",
  });
});

test.each([["--onse"], ["now"]])("does not guess what %s means", (argument) => {
  expect(parseArguments([argument]).kind).toBe("wrong");
});
