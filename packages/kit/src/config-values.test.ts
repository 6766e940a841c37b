import { describe, expect, test } from "vitest";
import { z } from "zod";
import { zDuration, zFilePath, zListen, zSecretFile, zUrl } from "./config-values.ts";

describe("an address to listen at", () => {
  test.each([
    ["127.0.0.1:8080", { host: "127.0.0.1", port: 8080 }],
    ["[::1]:0", { host: "::1", port: 0 }],
    ["localhost:65535", { host: "localhost", port: 65_535 }],
  ])("%s is read", (text, address) => {
    expect(zListen().parse(text)).toEqual(address);
  });

  test.each(["8080", ":8080", "host:65536", "::1:80", "http://host:80", "host"])("%s is refused", (text) => {
    expect(zListen().safeParse(text).success).toBe(false);
  });
});

describe("a URL", () => {
  test.each([
    ["http://store:9009/otlp/", "http://store:9009/otlp"],
    ["https://store", "https://store"],
    ["https://store///", "https://store"],
  ])("%s is taken as %s", (text, url) => {
    expect(zUrl(["http", "https"]).parse(text)).toBe(url);
  });

  test.each([
    ["ftp://store", "the URL starts with ftp://"],
    ["store:80", "the URL starts with store://"],
    ["http://u:p@store", "the URL holds a user or password"],
    ["http://store/?a=b", "the URL has a part after ? or #"],
    ["not a url", '"not a url" is not a URL'],
  ])("%s is refused: %s", (text, why) => {
    const [issue] = zUrl(["http", "https"]).safeParse(text).error?.issues ?? [];
    expect(issue?.message).toContain(why);
  });
});

describe("a duration", () => {
  test("has the default that the config's author sees", () => {
    expect(z.strictObject({ every: zDuration("30s") }).parse({})).toEqual({ every: 30_000 });
  });

  test("is refused outside its limits", () => {
    const piece = zDuration(undefined, { min: "1s", max: "1h" });
    expect(["999ms", "1s", "1h", "61m"].map((text) => piece.safeParse(text).success)).toEqual([false, true, true, false]);
  });
});

describe("a path", () => {
  test("that is absolute stays as it is", () => {
    expect(zFilePath().parse("/run/secret")).toBe("/run/secret");
  });

  test("of a secret gives the file, unread", () => {
    expect(zSecretFile().parse("/run/secret").path).toBe("/run/secret");
  });
});
