import { expect, test } from "vitest";
import { pipIndex } from "./pip-index.ts";

test("the index of a pip configuration becomes uv's", () => {
  expect(pipIndex("global.index-url='https://packages.house.example/simple'\nglobal.timeout='60'\n")).toEqual({
    UV_DEFAULT_INDEX: "https://packages.house.example/simple",
  });
});

test("authorities that pip was told of are kept", () => {
  expect(pipIndex(":env:.cert='/etc/ssl/house.pem'")).toEqual({ SSL_CERT_FILE: "/etc/ssl/house.pem" });
});

test("a pip without settings gives none", () => {
  expect(pipIndex("")).toEqual({});
});
