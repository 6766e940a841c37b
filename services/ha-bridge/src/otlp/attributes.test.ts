import { expect, test } from "vitest";

import { encodeAttributes } from "./attributes.ts";

test("writes each label as field 7 of a point", () => {
  expect(Buffer.from(encodeAttributes([["a", "b"]])).toString("hex")).toBe("3a08" + "0a0161" + "1203" + "0a0162");
});

test("leaves out labels without a value", () => {
  expect(encodeAttributes([["area", ""]])).toHaveLength(0);
});

test("counts bytes, not characters", () => {
  expect(Buffer.from(encodeAttributes([["a", "ü"]])).toString("hex")).toBe("3a09" + "0a0161" + "1204" + "0a02c3bc");
});
