import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { startHomeAssistantDouble } from "@tiles/testkit/home-assistant/double";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BridgeProcess, startBridge } from "../support/bridge-process.ts";
import { startEchoingStore } from "./echoing-store.ts";
import { everythingIn, unpacked } from "./everything-in.ts";
import { CANARIES, type Scene, troubles } from "./troubles.ts";

/** Canaries: secrets that stand nowhere but in their own files, through every trouble that makes the bridge talk. */

let scene: Scene;
/** Everything that came out of the process or went into its command line, by where. */
let written: ReadonlyMap<string, string>;
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  stack.defer(logLevel("trace"));
  const ha = stack.use(await startHomeAssistantDouble({ entities: 20, tokens: [CANARIES.token] }));
  const [store, telemetry, elsewhere] = [
    stack.use(await startEchoingStore()),
    stack.use(await startEchoingStore()),
    stack.use(await startEchoingStore()),
  ];
  const secrets = await mkdtemp(join(tmpdir(), "ha-bridge-secrets-"));
  stack.defer(() => rm(secrets, { recursive: true, force: true }));
  await writeFile(join(secrets, "store"), `Bearer ${CANARIES.store}\n`);
  await writeFile(join(secrets, "telemetry"), `Bearer ${CANARIES.telemetry}\n`);
  await writeFile(join(secrets, "server"), CANARIES.server);
  const bridge = stack.use(
    await startBridge({
      homeAssistant: { url: ha.url, token: CANARIES.token, pingInterval: "1s" },
      metrics: { endpoint: store.url, headerFiles: { Authorization: join(secrets, "store") }, heartbeat: "1s" },
      config: {
        telemetry: { endpoint: telemetry.url, headerFiles: { Authorization: join(secrets, "telemetry") }, interval: "1s" },
        server: { listen: "127.0.0.1:0", tokenFile: join(secrets, "server") },
      },
    }),
  );
  scene = { ha, store, telemetry, elsewhere, secrets, bridge };
  written = new Map([...(await troubles(scene)), ...(await leftBehind(bridge)), ["log", JSON.stringify(bridge.log)]]);
});
afterAll(() => stack.disposeAsync());

test.each(Object.entries(CANARIES))("the secret of the %s stands in no output, file, answer or command line", (_name, canary) => {
  expect([...written].filter(([, text]) => text.includes(canary)).map(([where, text]) => `${where}: ...${around(text, canary)}...`)).toEqual([]);
});

test("each secret goes to the one it is for and to nobody else", () => {
  const { store, telemetry, elsewhere } = scene;
  expect(new Set(store.requests.map(({ authorization }) => authorization))).toEqual(new Set([`Bearer ${CANARIES.store}`]));
  expect(new Set(telemetry.requests.map(({ authorization }) => authorization))).toEqual(new Set([`Bearer ${CANARIES.telemetry}`]));
  // A redirection is not followed: it would carry the secret to wherever it points.
  expect(elsewhere.requests).toEqual([]);
});

test("and the bridge did talk of every trouble", () => {
  expect([...written].filter(([where, text]) => where.includes("dead-letter") && text.includes("[secret]"))).not.toEqual([]);
  // What waits in the spool is compressed, and was read all the same.
  expect([...written].filter(([where, text]) => where.includes("spool") && text.includes("ha_entity_available"))).not.toEqual([]);
  const said = new Set(scene.bridge.log.map(({ ["code"]: code }) => code));
  for (const trouble of ["BRIDGE_STORE_REFUSED", "BRIDGE_STORE_AWAY", "BRIDGE_HA_AUTH", "BRIDGE_HA_UNREACHABLE"]) expect(said).toContain(trouble);
  expect(JSON.stringify(scene.bridge.log).match(/\[secret\]/g)?.length).toBeGreaterThan(3);
});

async function leftBehind(bridge: BridgeProcess): Promise<Map<string, string>> {
  const config = await readFile(bridge.configFile);
  return new Map([...(await everythingIn(join(bridge.folder, "state"))), ["config", unpacked(config)]]);
}

function around(text: string, canary: string): string {
  const at = text.indexOf(canary);
  return text.slice(Math.max(0, at - 120), at + canary.length + 40);
}

/** The bridge gets its level from our environment. */
function logLevel(level: string): () => void {
  const before = process.env["LOG_LEVEL"];
  process.env["LOG_LEVEL"] = level;
  return () => {
    if (before === undefined) delete process.env["LOG_LEVEL"];
    else process.env["LOG_LEVEL"] = before;
  };
}
