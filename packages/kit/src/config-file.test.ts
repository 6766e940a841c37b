import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { ConfigError, configJsonSchema, loadConfig, parseConfig } from "./config-file.ts";
import { zDuration, zFilePath, zListen, zSize, zUrl } from "./config-values.ts";

const schema = z.strictObject({
  store: z.strictObject({
    endpoint: zUrl(["http", "https"]),
    tenant: z.string().optional(),
    timeout: zDuration("30s", { min: "1s", max: "5m" }),
  }),
  queue: z.strictObject({ maxSize: zSize("64MiB"), policy: z.enum(["oldest", "newest"]).default("oldest") }).prefault({}),
  server: z.strictObject({ listen: zListen("127.0.0.1:8080") }).prefault({}),
  tokenFile: zFilePath(),
  targets: z
    .array(
      z.discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("ssh"), port: z.number().int().min(1).max(65_535) }),
        z.strictObject({ kind: z.literal("rest"), url: z.string() }),
      ]),
    )
    .default([]),
});

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kit-config-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("a config file that is right", () => {
  test("gives values with defaults and units", () => {
    const config = parseConfig(schema, "store: {endpoint: http://store:9009/otlp/}\ntokenFile: token\n", "/etc/x/config.yaml");
    expect(config).toEqual({
      store: { endpoint: "http://store:9009/otlp", timeout: 30_000 },
      queue: { maxSize: 64 * 1024 * 1024, policy: "oldest" },
      server: { listen: { host: "127.0.0.1", port: 8080 } },
      tokenFile: "/etc/x/token",
      targets: [],
    });
  });

  test("lets relative paths start at its own folder", async () => {
    const path = join(folder, "right.yaml");
    await writeFile(path, "store: {endpoint: http://store}\ntokenFile: secrets/token\n");
    expect((await loadConfig(schema, path)).tokenFile).toBe(join(folder, "secrets/token"));
  });

  test("has a JSON Schema of what a person writes", () => {
    const json = configJsonSchema(schema);
    expect(json).toMatchObject({
      type: "object",
      required: ["store", "tokenFile"],
      additionalProperties: false,
      properties: { store: { properties: { timeout: { type: "string", default: "30s" } } } },
    });
  });
});

describe("a config file with mistakes", () => {
  test("gets one line for each of six mistakes, with line and allowed values", () => {
    const text = [
      "store:",
      "  endpont: http://store", // misspelt required key
      "  timeout: 10m", // too long
      "queue:",
      "  policy: oldst", // not in the list
      "  maxSize: 64", // no unit
      "server: {listen: 8080}", // not an address
      // tokenFile is missing
    ].join("\n");
    expect(problemsOf(text)).toEqual([
      "c.yaml:1 tokenFile: missing; allowed: a text, relative to the folder of this file or absolute",
      "c.yaml:2 store.endpont: unknown key. Did you mean endpoint? Allowed: endpoint, tenant, timeout",
      "c.yaml:3 store.timeout: 10m is too large; allowed: a number with its unit, such as 500ms, 30s, 5m, 72h or 30d, at least 1s, at most 5m",
      'c.yaml:5 queue.policy: "oldst" is not allowed; allowed: oldest, newest. Did you mean oldest?',
      "c.yaml:6 queue.maxSize: 64 has no unit; allowed: a number with its unit, such as 512B, 64KiB, 20MiB or 2GiB",
      'c.yaml:7 server.listen: not an address; allowed: HOST:PORT, such as "127.0.0.1:8080", "0.0.0.0:8080" or "[::1]:8080"',
    ]);
  });

  test("names the kinds there are when the kind is unknown", () => {
    const text = `${required}targets:\n  - kind: ssh\n    port: 22\n  - kind: ftp\n`;
    expect(problemsOf(text)).toEqual(['c.yaml:6 targets[1].kind: "ftp" is not allowed; allowed: ssh, rest']);
  });

  test("judges an entry of a list by its own kind", () => {
    const text = `${required}targets:\n  - kind: ssh\n    port: 70000\n`;
    expect(problemsOf(text)).toEqual(["c.yaml:5 targets[0].port: too large; allowed: at most 65535"]);
  });

  test("says that a key has nothing behind it", () => {
    expect(problemsOf(`${required}server:\n`)).toEqual(["c.yaml:3 server: empty; allowed: a map of keys"]);
  });

  test("follows an alias to the place where the mistake stands", () => {
    expect(problemsOf("x: &store\n  endpoint: ftp://a\nstore: *store\ntokenFile: t\n")).toEqual([
      "c.yaml:1 x: unknown key. Allowed: store, queue, server, tokenFile, targets",
      "c.yaml:2 store.endpoint: the URL starts with ftp://; allowed: a URL that starts with http:// or https://",
    ]);
  });

  test("does not repeat a password that stands in a URL", () => {
    const [problem] = problemsOf("store: {endpoint: 'http://user:hunter2@store'}\ntokenFile: t\n");
    expect(problem).not.toContain("hunter2");
  });

  test("lists everything that is missing when it is empty", () => {
    expect(problemsOf("# nothing yet\n")).toEqual([
      "c.yaml:1 store: missing; allowed: a map of keys",
      "c.yaml:1 tokenFile: missing; allowed: a text, relative to the folder of this file or absolute",
    ]);
  });
});

describe("a file that is not proper YAML", () => {
  test("shows the line of a tab", () => {
    expect(problemsOf("store:\n\tendpoint: http://a\n")).toEqual(["c.yaml:2 (syntax): a tab at the beginning of the line; allowed: spaces"]);
  });

  test("shows the line of a repeated key together with the other mistakes", () => {
    expect(problemsOf("store: {endpoint: http://a}\ntokenFile: a\ntokenFile: b\nextra: 1\n")).toEqual([
      "c.yaml:3 tokenFile: the key stands here a second time; allowed: each key once",
      "c.yaml:4 extra: unknown key. Allowed: store, queue, server, tokenFile, targets",
    ]);
  });

  test("shows the line where the syntax breaks", () => {
    expect(problemsOf("store:\n  endpoint: [1, 2\ntokenFile: a\n")[0]).toMatch(/^c\.yaml:[23] \(syntax\): not valid YAML: /);
  });

  test("is refused when aliases would blow it up", () => {
    const bomb = [
      "a: &a [x, x, x, x, x, x, x, x, x]",
      ...["b", "c", "d"].map((name, i) => {
        const before = "abc"[i];
        return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(", ")}]`;
      }),
    ].join("\n");
    expect(problemsOf(bomb)).toHaveLength(1);
  });
});

describe("a config file that cannot be read", () => {
  test("says what to do when it does not exist", async () => {
    const error = await loadConfig(schema, join(folder, "none.yaml")).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toContain("there is no such file; give the path of the config with --config");
  });

  test("says so when it is a folder", async () => {
    await expect(loadConfig(schema, folder)).rejects.toThrow("it is a folder");
  });
});

const required = "store: {endpoint: http://store}\ntokenFile: t\n";

function problemsOf(text: string): readonly string[] {
  try {
    parseConfig(schema, text, "c.yaml");
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}
