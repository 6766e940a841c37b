import { expect, test } from "vitest";
import { emptySet, MAX_SET_MEMBERS, setMembers } from "./set-members.ts";

test("a small set shows every state that is offered", () => {
  expect(setMembers(emptySet, "open", ["open", "closed"]).members).toEqual(["open", "closed"]);
});

test("a state nobody offered is a member once it was seen", () => {
  expect(setMembers(emptySet, "ajar", ["open", "closed"]).members).toEqual(["open", "closed", "ajar"]);
});

test("a large set shows only what was seen", () => {
  const offered = Array.from({ length: 9 }, (_, index) => `mode ${index}`);
  const first = setMembers(emptySet, "mode 3", offered);
  expect(first.members).toEqual(["mode 3"]);
  expect(setMembers(first, "mode 5", offered).members).toEqual(["mode 3", "mode 5"]);
});

test("an option that is no longer offered leaves", () => {
  const before = setMembers(emptySet, "eco", ["eco", "boost"]);
  expect(setMembers(before, "boost", ["boost", "away"]).members).toEqual(["boost", "away"]);
});

test("the state right now stays, offered or not", () => {
  const before = setMembers(emptySet, "eco", ["eco", "boost"]);
  expect(setMembers(before, "eco", ["boost"]).members).toEqual(["boost", "eco"]);
});

test("free text in a set does not become more than 32 series", () => {
  let memory = emptySet;
  for (let index = 0; index < 100; index += 1) memory = setMembers(memory, `text ${index}`, []);
  expect(memory.members).toHaveLength(MAX_SET_MEMBERS);
});
