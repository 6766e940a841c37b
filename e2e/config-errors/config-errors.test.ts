import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { measureUntil } from "../support/measure-until.ts";
import { runCommand } from "./run-command.ts";

/** What a person reads who got the config or the command line wrong. */

const CHECK_WITHIN_MS = 1_000;
const TRIES = 8;

const SIX_MISTAKES = `homeAssistant:
  name: home
  url: homeassistant.local:8123
  tokenfile: token
  pingInterval: 20
stateDir: state
metrics:
  endpoint: http://127.0.0.1:9/otlp
  heartbeat: 10m
  entityLabels: [friendlyname]
server:
  listen: "8080"
`;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ha-bridge-config-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("six mistakes are six lines, each with its place and what is allowed", async () => {
  const file = await configFile("six.yaml", SIX_MISTAKES);
  const { code, stdout, stderr } = await runCommand("check", "--config", file);
  expect(stderr.split("\n").filter((line) => line !== "")).toEqual([
    `${file}:3 homeAssistant.url: the URL starts with homeassistant.local://; allowed: a URL that starts with http:// or https://`,
    expect.stringMatching(/^.*six\.yaml:4 homeAssistant\.tokenfile: unknown key\. Did you mean tokenFile\? Allowed: name, url, tokenFile, /),
    expect.stringMatching(/^.*six\.yaml:5 homeAssistant\.pingInterval: 20 has no unit; allowed: .*30s.* at least 1s, at most 2m$/),
    expect.stringMatching(/^.*six\.yaml:9 metrics\.heartbeat: 10m is too large; allowed: .* at most 4m$/),
    expect.stringMatching(
      /^.*six\.yaml:10 metrics\.entityLabels\[0\]: "friendlyname" is not allowed; allowed: friendly_name, .*Did you mean friendly_name\?$/,
    ),
    expect.stringMatching(/^.*six\.yaml:12 server\.listen: "8080" is not an address; allowed: HOST:PORT/),
  ]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
});

test("and are told in under a second, start of the process included", async () => {
  const file = await configFile("fast.yaml", SIX_MISTAKES);
  const took = await measureUntil(CHECK_WITHIN_MS, TRIES, async () => (await runCommand("check", "--config", file)).tookMs);
  console.log(`check, from start to exit: ${took.map(Math.round).join(", ")} ms`);
  expect(Math.min(...took)).toBeLessThan(CHECK_WITHIN_MS);
});

test.each(["run", "plan"])("%s tells the same mistakes and starts nothing", async (command) => {
  const file = await configFile("again.yaml", SIX_MISTAKES);
  const { code, stdout, stderr } = await runCommand(command, "--config", file);
  expect({ code, stdout, lines: stderr.trim().split("\n").length }).toEqual({ code: 2, stdout: "", lines: 6 });
});

test("a config without mistakes is said to have none", async () => {
  const file = await configFile(
    "good.yaml",
    SIX_MISTAKES.replace("homeassistant.local", "http://homeassistant.local")
      .replace("tokenfile", "tokenFile")
      .replace("20", "20s")
      .replace("10m", "1m")
      .replace("friendlyname", "friendly_name")
      .replace("8080", "127.0.0.1:8080"),
  );
  expect(await runCommand("check", "--config", file)).toMatchObject({ code: 0, stdout: `${file}: no problems\n`, stderr: "" });
});

test("a file that is no YAML is told with the line where it stops being one", async () => {
  const file = await configFile("broken.yaml", "homeAssistant:\n  name: [home\nstateDir: state\n");
  const { code, stderr } = await runCommand("check", "--config", file);
  expect(stderr).toMatch(/broken\.yaml:[23] /);
  expect(code).toBe(2);
});

test("an empty file lists what has to be in it", async () => {
  const file = await configFile("empty.yaml", "");
  const { code, stderr } = await runCommand("check", "--config", file);
  for (const key of ["homeAssistant", "stateDir", "metrics"]) expect(stderr).toMatch(new RegExp(`^${file}:1 ${key}: missing`, "m"));
  expect(code).toBe(2);
});

test("a config that is not there says how to get one", async () => {
  const { code, stderr } = await runCommand("run", "--config", join(folder, "nowhere.yaml"));
  expect(stderr).toMatch(/nowhere\.yaml: there is no such file; .*--config.*config\.example\.yaml/);
  expect(code).toBe(2);
});

test("a folder in the place of the config is told apart from a file", async () => {
  await mkdir(join(folder, "folder"), { recursive: true });
  const { code, stderr } = await runCommand("run", "--config", join(folder, "folder"));
  expect(stderr).toMatch(/folder: it is a folder; give the path of the YAML file itself/);
  expect(code).toBe(2);
});

test("--help names every command and option, --version the version", async () => {
  const help = await runCommand("--help");
  for (const word of ["run", "plan", "backfill", "audit", "import", "alerts render", "alerts try", "check", "--config", "--version"])
    expect(help.stdout).toContain(word);
  expect({ code: help.code, stderr: help.stderr }).toEqual({ code: 0, stderr: "" });
  expect(await runCommand("--version")).toMatchObject({ code: 0, stdout: expect.stringMatching(/^ha-bridge \d+\.\d+\.\d+\n$/), stderr: "" });
});

test.each([
  [["rnu", "--config", "x.yaml"], /there is no command rnu\. Commands: ([\w ]+, )+check\. Did you mean run\?/],
  [[], /no command was given\. Commands: run, plan, ([\w ]+, )*check/],
  [["run"], /--config FILE is missing/],
  [["run", "--confg", "x.yaml"], /there is no option --confg\..* Did you mean config\?/],
  [["run", "--config", "x.yaml", "now"], /now was not expected/],
] as const)("the command line %j says what is wrong with it", async (args, said) => {
  const { code, stdout, stderr } = await runCommand(...args);
  expect(stderr).toMatch(said);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
});

async function configFile(name: string, content: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}
