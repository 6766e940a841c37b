import { describe, expect, test } from "vitest";
import { AppError, describeError } from "./errors.ts";

const refused = new AppError({
  code: "X_LOGIN",
  thing: "nas.lan",
  tried: "login",
  cameBack: "403.",
  whatToDo: "Check the password.",
});

describe("an error of ours", () => {
  test("says thing, what was tried, what came back, what to do and its code", () => {
    expect(refused.message).toBe("nas.lan: login failed: 403. Check the password. [X_LOGIN]");
  });

  test("ends what to do with one full stop, whether it was written or not", () => {
    const parts = { code: "X", thing: "a", tried: "b", cameBack: "c" };
    expect(new AppError({ ...parts, whatToDo: "Look at d" }).message).toBe("a: b failed: c. Look at d. [X]");
    expect(new AppError({ ...parts, whatToDo: "Look at d." }).message).toBe("a: b failed: c. Look at d. [X]");
  });

  test("stays on one line whatever came back", () => {
    const error = new AppError({ code: "X", thing: "a", tried: "b", cameBack: "line 1\n  line 2", whatToDo: "c." });
    expect(error.message).toBe("a: b failed: line 1 line 2. c. [X]");
  });
});

describe("an error in one line", () => {
  test.each<[string, unknown, string]>([
    ["shows what caused it", new Error("outer", { cause: new Error("inner") }), "outer <- inner"],
    ["does not repeat a cause that the message holds already", new Error("outer: inner", { cause: new Error("inner") }), "outer: inner"],
    ["shows the code of an error of Node", Object.assign(new Error("broken"), { code: "EPIPE" }), "broken (EPIPE)"],
    [
      "shows what a person can read of OpenSSL",
      Object.assign(
        new Error("write EPROTO 404D698B127F0000:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number:../a.c:77:\n"),
        {
          code: "EPROTO",
        },
      ),
      "TLS: wrong version number, as a port answers that speaks http and not https (EPROTO)",
    ],
    ["shows all of several", new AggregateError([new Error("a"), new Error("b"), new Error("a")]), "a; b"],
    ["takes anything that was thrown", "text", "text"],
    ["takes nothing, too", undefined, "undefined"],
    ["shows our own as it is", refused, "nas.lan: login failed: 403. Check the password. [X_LOGIN]"],
  ])("%s", (_name, error, text) => {
    expect(describeError(error)).toBe(text);
  });

  test("ends even when the causes go in a circle", () => {
    const error = new Error("a");
    error.cause = error;
    expect(describeError(error)).toBe("a");
  });

  test("has no stack", () => {
    expect(describeError(new TypeError("bug"))).toBe("bug");
  });
});
