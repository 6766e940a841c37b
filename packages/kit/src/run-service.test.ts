import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { FaultKind, ProcessEdge } from "./process-edge.ts";
import { type Command, type ConfiglessCommand, runCommand } from "./run-service.ts";

const schema = z.strictObject({ name: z.string() });
type Commands = Readonly<Record<string, Command<z.output<typeof schema>> | ConfiglessCommand>>;

let folder = "";
let config = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kit-run-"));
  config = join(folder, "config.yaml");
  await writeFile(config, "name: house\n");
});
afterAll(() => rm(folder, { recursive: true }));

describe("the command line", () => {
  test("runs a command with its config and options, also when options stand first", async () => {
    const greet: Command<{ name: string }> = {
      summary: "greets",
      options: { word: { type: "string", help: "the word" } },
      run: async (context) => context.print(`${String(context.options["word"])} ${context.config.name}`),
    };
    const edge = fakeEdge(["--config", config, "--word", "hello", "greet"]);
    await run({ greet }, edge);
    expect([edge.out(), edge.codes]).toEqual(["hello house\n", [0]]);
  });

  test("runs a command of two words that takes an argument and needs no config, and says what it takes", async () => {
    const render: ConfiglessCommand = {
      summary: "renders",
      withoutConfig: true,
      argument: { name: "VALUES", help: "a file" },
      options: { short: { type: "boolean", help: "less" } },
      run: async ({ argument, options, print }) => print(`${argument} ${String(options["short"])}`),
    };
    const edge = fakeEdge(["alerts", "render", "values.yaml", "--short"]);
    await run({ "alerts render": render }, edge);
    expect([edge.out(), edge.codes]).toEqual(["values.yaml true\n", [0]]);
    const help = fakeEdge(["--help"]);
    await run({ "alerts render": render }, help);
    expect(help.out()).toMatch(/alerts render \[VALUES\]\s+renders\n\s+VALUES\s+a file/);
    const own = fakeEdge(["alerts", "render", "--help"]);
    await run({ "alerts render": render }, own);
    expect(own.out()).toBe(
      [
        "tiles-test alerts render: renders",
        "",
        "usage: tiles-test alerts render [VALUES]",
        "",
        "  VALUES                   a file",
        "  --short                  less",
        "  --help                   shows this",
        "",
      ].join("\n"),
    );
    const wrong = fakeEdge(["alerts", "rendr"]);
    await run({ "alerts render": render }, wrong);
    expect(wrong.err()).toContain("there is no command alerts rendr. Commands: alerts render, check. Did you mean alerts render?");
    const more = fakeEdge(["alerts", "render", "a.yaml", "b.yaml"]);
    await run({ "alerts render": render }, more);
    expect(more.err()).toContain("b.yaml was not expected");
  });

  test("tells of one command what it takes", async () => {
    const edge = fakeEdge(["fill", "--help"]);
    const fill: Command<{ name: string }> = { summary: "fills", options: { from: { type: "string", help: "a time" } }, run: async () => undefined };
    await run({ fill, empty: { ...fill, summary: "empties" } }, edge);
    expect(edge.out()).toMatch(/^tiles-test fill: fills\n\nusage: tiles-test fill --config FILE\n\n {2}--from FROM .*a time\n {2}--config CONFIG/);
    expect([edge.out().includes("empties"), edge.codes]).toEqual([false, [0]]);
  });

  test("shows help and version without a config", async () => {
    const help = fakeEdge(["--help"]);
    await run({}, help);
    expect(help.out()).toContain("usage: tiles-test COMMAND --config FILE");
    const version = fakeEdge(["--version"]);
    await run({}, version);
    expect([version.out(), version.codes]).toEqual(["tiles-test 1.2.3\n", [0]]);
  });

  test.each([
    [["rnu"], "there is no command rnu. Commands: run, check. Did you mean run?"],
    [["run", "--conifg", "x"], "there is no option --conifg. Options: --config, --help, --version. Did you mean config?"],
    [["run"], "--config FILE is missing. Give the path of the config file."],
    [[], "no command was given. Commands: run, check. See --help."],
    [["run", "--config"], "--config has no value. Write --config VALUE."],
    [["run", "twice", "--config", "x"], "twice was not expected. See --help."],
  ])("answers %j with what is wrong and exit code 2", async (argv, text) => {
    const edge = fakeEdge(argv);
    await run({ run: { summary: "runs", run: async () => undefined } }, edge);
    expect(edge.err()).toContain(text);
    expect(edge.codes).toEqual([2]);
  });
});

describe("the config", () => {
  test("is checked by a command of its own", async () => {
    const edge = fakeEdge(["check", "--config", config]);
    await run({}, edge);
    expect([edge.out(), edge.codes]).toEqual([`${config}: no problems\n`, [0]]);
  });

  test("with problems prints one line for each, and exit code 2", async () => {
    const bad = join(folder, "bad.yaml");
    await writeFile(bad, "nmae: house\nmore: 1\n");
    const edge = fakeEdge(["check", "--config", bad]);
    await run({}, edge);
    expect(edge.err().trim().split("\n")).toEqual([
      `${bad}:1 nmae: unknown key. Did you mean name? Allowed: name`,
      `${bad}:2 more: unknown key. Allowed: name`,
    ]);
    expect(edge.codes).toEqual([2]);
  });
});

describe("a running command", () => {
  test("is aborted by the first signal, closes and ends with 0", async () => {
    const edge = fakeEdge(["run", "--config", config]);
    const running = run({ run: { summary: "", serves: true, run: ({ signal }) => once(signal, "abort").then(() => undefined) } }, edge);
    await edge.listening;
    edge.signal("SIGTERM");
    await running;
    expect(edge.codes).toEqual([0]);
  });

  test.each([
    { what: "a server ends with 0", serves: true, code: 0 },
    { what: "a command that was stopped before it was done with 1", serves: false, code: 1 },
  ])("$what when it rejects with the signal's reason", async ({ serves, code }) => {
    const edge = fakeEdge(["run", "--config", config]);
    const running = run({ run: { summary: "", serves, run: ({ signal }) => once(signal, "abort").then(() => signal.throwIfAborted()) } }, edge);
    await edge.listening;
    edge.signal("SIGINT");
    await running;
    expect(edge.codes).toEqual([code]);
  });

  test("ends at once with 1 by a second signal", async () => {
    const edge = fakeEdge(["run", "--config", config]);
    void run({ run: { summary: "", run: () => new Promise<never>(() => undefined) } }, edge, { oneStopWithinMs: 0 });
    await edge.listening;
    edge.signal("SIGTERM");
    edge.signal("SIGTERM");
    expect(edge.codes).toEqual([1]);
  });

  test("closes in peace when one Ctrl-C comes twice, from the terminal and from npm", async () => {
    const edge = fakeEdge(["run", "--config", config]);
    const closed = Promise.withResolvers<void>();
    const running = run({ run: { summary: "", serves: true, run: ({ signal }) => once(signal, "abort").then(() => closed.promise) } }, edge);
    await edge.listening;
    edge.signal("SIGINT");
    edge.signal("SIGINT");
    expect(edge.codes).toEqual([]);
    closed.resolve();
    await running;
    expect(edge.codes).toEqual([0]);
  });

  test("ends with 1 when closing takes too long", async () => {
    const edge = fakeEdge(["run", "--config", config]);
    void run({ run: { summary: "", run: () => new Promise<never>(() => undefined) } }, edge, { closeWithinMs: 20 });
    await edge.listening;
    edge.signal("SIGTERM");
    await expect.poll(() => edge.codes).toEqual([1]);
  });

  test("that fails is logged, and ends with 1", async () => {
    const edge = fakeEdge(["run", "--config", config]);
    await run({ run: { summary: "", serves: true, run: () => Promise.reject(new Error("no power")) } }, edge);
    expect(JSON.parse(edge.out())).toMatchObject({ level: "fatal", service: "tiles-test", msg: "run failed", err: { message: "no power" } });
    expect(edge.codes).toEqual([1]);
  });

  test("goes on after a rejection that nobody handled, which is logged and counted", async () => {
    const edge = fakeEdge(["run", "--config", config]);
    const counted = Promise.withResolvers<number>();
    const running = run(
      {
        run: {
          summary: "",
          serves: true,
          run: async ({ faults }) => {
            edge.fault("unhandledRejection", new Error("forgotten"));
            counted.resolve(faults.unhandledRejections);
          },
        },
      },
      edge,
    );
    await running;
    expect([await counted.promise, edge.codes]).toEqual([1, [0]]);
    expect(edge.out()).toContain("a rejection was not handled");
  });

  test("ends with 1 after an exception that nobody caught", async () => {
    const edge = fakeEdge(["run", "--config", config]);
    void run({ run: { summary: "", serves: true, run: () => new Promise<never>(() => undefined) } }, edge);
    await edge.listening;
    edge.fault("uncaughtException", new Error("bug"));
    expect(edge.codes).toEqual([1]);
  });

  test("obeys LOG_LEVEL, and NO_COLOR on a terminal", async () => {
    const edge = fakeEdge(["run", "--config", config], { LOG_LEVEL: "debug", NO_COLOR: "1" }, true);
    await run({ run: { summary: "", serves: true, run: async ({ logger }) => logger.debug({ fact: 7 }, "detail") } }, edge);
    expect(edge.out()).toContain("detail");
    expect(edge.out()).not.toContain("\u001B[");
  });
});

test("a real process closes on SIGTERM and ends with 0", { timeout: 20_000 }, async () => {
  const program = join(folder, "main.ts");
  const here = (name: string): string => JSON.stringify(new URL(name, import.meta.url).href);
  await writeFile(
    program,
    `import process from "node:process";
     import { once } from "node:events";
     import { processEdge, runCommand } from ${here("./run-service.ts")};
     import { zServer } from ${here("./health-server.ts")};
     const run = async ({ signal, logger }) => {
       const held = setInterval(() => undefined, 60_000);
       logger.info("ready");
       await once(signal, "abort");
       clearInterval(held);
       logger.info("closed");
     };
     await runCommand({ name: "p", version: "1", summary: "", schema: zServer, commands: { run: { summary: "", serves: true, run } }, edge: processEdge(process) });`,
  );
  await writeFile(join(folder, "p.yaml"), "listen: 127.0.0.1:0\n");
  const child = spawn(process.execPath, [program, "run", "--config", join(folder, "p.yaml")], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  let output = "";
  for await (const chunk of child.stdout) {
    output += String(chunk);
    if (output.includes('"ready"') && !output.includes('"closing"')) child.kill("SIGTERM");
  }
  expect(await exited).toEqual([0, null]);
  expect(output).toContain('"closed"');
});

function run(commands: Commands, edge: ProcessEdge, limits: { closeWithinMs?: number; oneStopWithinMs?: number } = {}): Promise<void> {
  return runCommand({ name: "tiles-test", version: "1.2.3", summary: "a test", schema, commands, edge, closeWithinMs: 5_000, ...limits });
}

interface FakeEdge extends ProcessEdge {
  codes: number[];
  out(): string;
  err(): string;
  signal(name: string): void;
  fault(kind: FaultKind, error: unknown): void;
  /** The program listens for signals: its command runs. */
  listening: Promise<void>;
}

function fakeEdge(argv: readonly string[], env: Record<string, string> = {}, isTerminal = false): FakeEdge {
  const codes: number[] = [];
  const texts = { out: "", err: "" };
  const listening = Promise.withResolvers<void>();
  let onSignal = (_name: string): void => undefined;
  let onFault = (_kind: FaultKind, _error: unknown): void => undefined;
  return {
    argv,
    env,
    codes,
    stdout: { isTerminal, write: (text) => void (texts.out += text) },
    stderr: { isTerminal, write: (text) => void (texts.err += text) },
    out: () => texts.out,
    err: () => texts.err,
    onSignal: (handler) => {
      onSignal = handler;
      listening.resolve();
    },
    onFault: (handler) => {
      onFault = handler;
    },
    exit: (code) => void codes.push(code),
    signal: (name) => onSignal(name),
    fault: (kind, error) => onFault(kind, error),
    listening: listening.promise,
  };
}
