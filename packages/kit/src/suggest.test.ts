import { expect, test } from "vitest";
import { didYouMean, suggest } from "./suggest.ts";

const known = ["endpoint", "timeout", "tokenFile", "caFile", "run"];

test.each([
  ["endpont", "endpoint"],
  ["timeuot", "timeout"],
  ["token_file", "tokenFile"],
  ["CAFILE", "caFile"],
  ["rnu", "run"],
  ["token", undefined],
  ["xyz", undefined],
  ["", undefined],
])("%j was probably meant to be %j", (word, meant) => {
  expect(suggest(word, known)).toBe(meant);
});

test("a sentence is made only when there is a guess", () => {
  expect([didYouMean("endpont", known), didYouMean("zzz", known)]).toEqual([" Did you mean endpoint?", ""]);
});
