import { describe, expect, test } from "vitest";
import { AppError } from "./errors.ts";
import { createLogger, type Logger, onChange, prettyDestination } from "./logger.ts";
import { Secret } from "./secret.ts";

const refused = new AppError({ code: "X_LOGIN", thing: "nas", tried: "login", cameBack: "403", whatToDo: "Check." });

describe("a line of the log", () => {
  test("has level, time, service, facts and message", () => {
    const { logger, lines } = capture();
    logger.info({ target: "nas" }, "pushed");
    expect(lines()).toEqual([{ level: "info", time: expect.stringMatching(/^\d{4}-.*Z$/), service: "svc", target: "nas", msg: "pushed" }]);
  });

  test("has the code of an error of ours, and the error in one line", () => {
    const { logger, lines } = capture();
    logger.error({ err: refused }, "push failed");
    expect(lines()[0]).toMatchObject({ code: "X_LOGIN", err: refused.message, msg: "push failed" });
  });

  test("has the stack of a bug", () => {
    const { logger, lines } = capture();
    logger.error({ err: new TypeError("x is not a function") }, "unexpected");
    expect(lines()[0]).toMatchObject({ err: { message: "x is not a function", stack: expect.stringContaining("logger.test.ts") } });
  });

  test("never shows a secret", () => {
    const { logger, text } = capture();
    const secret = new Secret("hunter2");
    logger.info({ secret, deep: { list: [secret] } }, `with ${String(secret)}`);
    expect(text()).not.toContain("hunter2");
  });

  test("is written only from its level on", () => {
    const { logger, lines } = capture("warn");
    logger.info("quiet");
    logger.warn("loud");
    expect(lines().map(({ msg }) => msg)).toEqual(["loud"]);
  });

  test("is pretty for people, without colour when they want none", async () => {
    let text = "";
    const destination = await prettyDestination({ color: false, write: (line) => void (text += line) });
    createLogger({ service: "svc", destination }).info({ target: "nas" }, "pushed");
    expect(text).toMatch(/^\[\d\d:\d\d:\d\d\.\d{3}\] INFO: pushed\n {4}target: "nas"\n$/);
  });
});

describe("a failure that repeats", () => {
  test("is told when it begins, when it changes, and when it is over", () => {
    const { logger, lines } = capture();
    const changes = onChange(logger);
    changes.recovered("store", "store works again");
    for (let i = 0; i < 3; i += 1) changes.failed("store", "store cannot be reached", new Error("refused"));
    changes.failed("store", "store cannot be reached", new Error("timeout"));
    changes.recovered("store", "store works again", { store: "a" });
    changes.recovered("store", "store works again");
    changes.failed("store", "store cannot be reached", new Error("timeout"));
    expect(lines().map(({ level, msg, failures }) => [level, msg, failures])).toEqual([
      ["warn", "store cannot be reached", undefined],
      ["warn", "store cannot be reached", undefined],
      ["info", "store works again", 4],
      ["warn", "store cannot be reached", undefined],
    ]);
  });

  test("is kept apart by its key", () => {
    const { logger, lines } = capture();
    const changes = onChange(logger);
    changes.failed("a", "failed", "why");
    changes.failed("b", "failed", "why");
    expect(lines()).toHaveLength(2);
  });
});

function capture(level = "info"): { logger: Logger; lines: () => Record<string, unknown>[]; text: () => string } {
  let written = "";
  const logger = createLogger({ service: "svc", level, destination: { write: (line) => void (written += line) } });
  const lines = (): Record<string, unknown>[] =>
    written
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { logger, lines, text: () => written };
}
