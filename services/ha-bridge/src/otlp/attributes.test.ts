import { expect, test } from "vitest";

import { encodeAttributes } from "./attributes.ts";

test("writes each label as field 7 of a point", () => {
  expect(Buffer.from(encodeAttributes([["a", "b"]])).toString("hex")).toBe("3a080a016112030a0162");
});

test("leaves out labels without a value", () => {
  expect(encodeAttributes([["area", ""]])).toHaveLength(0);
});

test("counts bytes, not characters", () => {
  expect(Buffer.from(encodeAttributes([["a", "ü"]])).toString("hex")).toBe("3a090a016112040a02c3bc");
});
