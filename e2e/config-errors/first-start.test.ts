import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startHomeAssistantDouble } from "@tiles/testkit/home-assistant/double";
import { startOtlpReceiver } from "@tiles/testkit/otlp-receiver/receiver";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stringify } from "yaml";
import { freePort } from "../../tools/testbed/process/free-port.ts";
import { type BridgeProcess, startBridge } from "../support/bridge-process.ts";
import { until } from "../support/until.ts";
import { runCommand } from "./run-command.ts";

/** A good config in a world that is not as it says: each trouble names itself and what to do, by `plan` and by `run`. */

const LOGGED_WITHIN_MS = 10_000;

let ha: Awaited<ReturnType<typeof startHomeAssistantDouble>>;
let receiver: Awaited<ReturnType<typeof startOtlpReceiver>>;
let folder: string;
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  ha = stack.use(await startHomeAssistantDouble({ entities: 20 }));
  receiver = stack.use(await startOtlpReceiver());
  folder = await mkdtemp(join(tmpdir(), "ha-bridge-start-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
});
afterAll(() => stack.disposeAsync());

test("plan of a house that is there prints what would be exported and leaves nothing behind", async () => {
  const { code, stdout, stderr } = await plan({});
  expect(stdout).toMatch(/^Home Assistant \S+ ".*", RUNNING, time zone Europe\/Berlin$/m);
  expect(stdout).toMatch(/^all +2\d +\d{2,}$/m);
  expect(stdout).toMatch(/takes our requests$/m);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(receiver.points).toEqual([]);
  expect(existsSync(join(folder, "state"))).toBe(false);
});

test("a missing token file is named", async () => {
  const said = /nowhere\/token.*(there is no such file|ENOENT)/;
  const { code, stdout } = await plan({ tokenFile: "nowhere/token" });
  expect(stdout).toMatch(said);
  expect(code).toBe(1);
  await using bridge = await run({ tokenFile: "nowhere/token" });
  expect(await trouble(bridge)).toMatch(said);
});

test("a house that cannot be reached is told with its address and what to look at", async () => {
  const url = `http://127.0.0.1:${await freePort()}`;
  const said = new RegExp(
    `${url}: connecting to Home Assistant failed: .*ECONNREFUSED.* Check that it runs and that homeAssistant\\.url is right.* \\[BRIDGE_HA_UNREACHABLE\\]`,
  );
  const { code, stdout } = await plan({ url });
  expect(stdout).toMatch(said);
  expect(code).toBe(1);
  await using bridge = await run({ url });
  expect(await trouble(bridge)).toMatch(said);
});

test("something else than Home Assistant at that address is told apart", async () => {
  const url = receiver.endpoint.replace(/\/otlp$/, "");
  const { code, stdout } = await plan({ url });
  expect(stdout).toMatch(/Check that homeAssistant\.url is Home Assistant itself.*\[BRIDGE_HA_PROTOCOL\]/);
  expect(code).toBe(1);
});

test("a wrong token says where the right one comes from", async () => {
  const said =
    /logging in to Home Assistant failed: .* Write a long-lived token of the bridge's user into homeAssistant\.tokenFile.*\[BRIDGE_HA_AUTH\]/;
  await writeFile(join(folder, "wrong-token"), "no-such-token");
  const { code, stdout } = await plan({ tokenFile: "wrong-token" });
  expect(stdout).toMatch(said);
  expect(code).toBe(1);
  await using bridge = await run({ token: "no-such-token" });
  expect(await trouble(bridge)).toMatch(said);
});

test("blanks, empty lines and the mark of an editor around the token are no part of it", async () => {
  await writeFile(join(folder, "pasted-token"), `\uFEFF ${ha.token} \r\n\r\n`);
  expect((await plan({ tokenFile: "pasted-token" })).code).toBe(0);
});

test("a store that refuses is told beside what was found of the house", async () => {
  receiver.answerNext({ kind: "status", status: 401, message: "no credentials provided" }, 5);
  const { code, stdout } = await plan({});
  receiver.answerNormally();
  expect(stdout).toMatch(/RUNNING/);
  expect(stdout).toMatch(/does not take our requests: HTTP 401: no credentials provided/);
  expect(code).toBe(1);
});

test("a second bridge on the same state directory is told who has it", async () => {
  await using first = await run({});
  const { code, stdout, stderr } = await runCommand("run", "--config", first.configFile);
  const [fatal] = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, string>);
  expect(fatal).toMatchObject({
    level: "fatal",
    code: "KIT_STATE_LOCKED",
    err: expect.stringMatching(
      new RegExp(`it is used by ha-bridge run, process ${first.pid} on .* Stop that process, or give this one a stateDir of its own`),
    ),
  });
  expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
  expect((await first.readyz()).dependencies["homeAssistant"]).toBeDefined();
});

test("a port that is taken is named, with the key to change", async () => {
  const listen = `127.0.0.1:${receiver.port}`;
  const { code, stdout } = await runCommand("run", "--config", await configFile({}, { server: { listen }, stateDir: "state-port" }));
  expect(stdout).toMatch(
    new RegExp(`server ${listen}: listening failed: another process uses this port\\. Change server\\.listen in the config.*\\[KIT_LISTEN\\]`),
  );
  expect(code).toBe(1);
  // A failed start gives back what it had taken.
  expect(JSON.parse(await newestLock(join(folder, "state-port")))).toMatchObject({ released: true });
});

function plan(homeAssistant: Record<string, unknown>) {
  return configFile(homeAssistant).then((file) => runCommand("plan", "--config", file));
}

function run({ token = ha.token, ...homeAssistant }: { readonly token?: string } & Record<string, unknown>): Promise<BridgeProcess> {
  return startBridge({ homeAssistant: { url: ha.url, token, ...homeAssistant }, metrics: { endpoint: receiver.endpoint } });
}

async function configFile(homeAssistant: Record<string, unknown>, more: Record<string, unknown> = {}): Promise<string> {
  await writeFile(join(folder, "token"), ha.token);
  const file = join(folder, "config.yaml");
  const house = { name: "home", url: ha.url, tokenFile: "token", ...homeAssistant };
  await writeFile(file, stringify({ homeAssistant: house, stateDir: "state", metrics: { endpoint: receiver.endpoint }, ...more }));
  return file;
}

/** What the running bridge logged and /readyz shows of the house. */
async function trouble(bridge: BridgeProcess): Promise<string> {
  const line = await bridge.logged("not connected to Home Assistant", LOGGED_WITHIN_MS);
  const why = await until("/readyz to show it", LOGGED_WITHIN_MS, async () => (await bridge.readyz()).dependencies["homeAssistant"]?.why);
  expect(String(line["err"])).toContain(why);
  return why;
}

async function newestLock(directory: string): Promise<string> {
  const locks = (await readdir(directory)).filter((name) => name.includes("lock")).toSorted();
  return readFile(join(directory, locks.at(-1) ?? ""), "utf8");
}
