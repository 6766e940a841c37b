import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { HomeAssistantDouble } from "@tiles/testkit/home-assistant/double";
import { runCommand } from "../config-errors/run-command.ts";
import type { BridgeProcess, LogLine } from "../support/bridge-process.ts";
import { until } from "../support/until.ts";
import type { EchoingStore, Mood } from "./echoing-store.ts";
import { everythingIn } from "./everything-in.ts";

export const CANARIES = {
  token: "canary-token-4f1d",
  store: "canary-store-9b2e",
  telemetry: "canary-telemetry-77c0",
  server: "canary-server-03aa",
} as const;

export interface Scene {
  readonly ha: HomeAssistantDouble;
  readonly store: EchoingStore;
  readonly telemetry: EchoingStore;
  readonly elsewhere: EchoingStore;
  /** Folder of the header files. */
  readonly secrets: string;
  readonly bridge: BridgeProcess;
}

const TROUBLE_WITHIN_MS = 20_000;
const PATHS = ["/livez", "/readyz", "/metrics", "/nowhere"];

/** Goes through the troubles one by one; answers what was read on the way, by where it was read. */
export async function troubles({ ha, store, telemetry, elsewhere, secrets, bridge }: Scene): Promise<Map<string, string>> {
  const written = new Map<string, string>();
  let read = 0;

  await bridge.untilReady();
  await look("while all is well");

  telemetry.mood = { status: 401 };
  await said(({ msg }) => msg === "own telemetry cannot be sent", "telemetry that is refused");
  telemetry.mood = "friendly";

  await inMood({ refuses: "ha_illuminance_lux" }, ({ msg }) => msg.includes("dead-letter"));
  await inMood("partial", ({ msg }) => msg.includes("only in part"));
  await inMood({ status: 500 }, ({ err }) => String(err).includes("HTTP 500"));
  await inMood("deaf", ({ code, err }) => code === "BRIDGE_STORE_AWAY" && !/HTTP \d/.test(String(err)));
  store.mood = "friendly";
  await bridge.logged("the metrics store takes samples again", TROUBLE_WITHIN_MS);

  await plans();
  await inMood({ status: 401 }, ({ code }) => code === "BRIDGE_STORE_REFUSED");

  ha.addToken("another");
  ha.revokeToken(CANARIES.token);
  await said(({ code }) => code === "BRIDGE_HA_AUTH", "a revoked token");
  await look("without Home Assistant and store");
  written.set("command line", await readFile(`/proc/${bridge.pid}/cmdline`, "latin1"));

  await bridge.kill();
  for (const [file, text] of await everythingIn(join(bridge.folder, "state"))) written.set(`${file} after kill -9`, text);
  await ha.refuseConnections();
  // A line break inside is no header value, and no reason to print it.
  await writeFile(join(secrets, "store"), `Bearer ${CANARIES.store}\nX-More: ${CANARIES.store}`);
  await bridge.start();
  await said(({ code }) => code === "BRIDGE_HA_UNREACHABLE", "a house out of reach");
  await said(({ code, time }, since) => String(code).startsWith("BRIDGE_STORE_") && String(time) > since, "a header that is none");
  await look("with a header that is none");
  written.set("second command line", await readFile(`/proc/${bridge.pid}/cmdline`, "latin1"));
  await bridge.stop();
  return written;

  async function inMood(mood: Mood, wanted: (line: LogLine) => boolean): Promise<void> {
    store.mood = mood;
    ha.set("sensor.illuminance_0", String((read += 1)));
    await said(wanted, `the store to be ${JSON.stringify(mood)}`);
    await look(JSON.stringify(mood));
  }

  /** One command each, in every mood of the store. */
  async function plans(): Promise<void> {
    const moods: Mood[] = [{ status: 401 }, { status: 400 }, { status: 503 }, { redirectsTo: elsewhere.url }, "partial", "friendly"];
    for (const mood of moods) {
      store.mood = mood;
      const { stdout, stderr } = await runCommand("plan", "--config", bridge.configFile);
      written.set(`plan, ${JSON.stringify(mood)}`, `${stdout}\n${stderr}`);
    }
    const { stdout, stderr } = await runCommand("check", "--config", bridge.configFile);
    written.set("check", `${stdout}\n${stderr}`);
  }

  async function look(when: string): Promise<void> {
    const url = String(bridge.log.findLast(({ msg }) => msg === "ha-bridge is up")?.["url"]);
    for (const path of PATHS) {
      for (const token of [CANARIES.server, "wrong"]) {
        const response = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });
        written.set(
          `${path} ${when} (${token === "wrong" ? "not let in" : "let in"})`,
          `${JSON.stringify([...response.headers])}\n${await response.text()}`,
        );
      }
    }
  }

  async function said(wanted: (line: LogLine, since: string) => boolean, what: string): Promise<void> {
    const since = String(bridge.log.findLast(({ msg }) => msg === "ha-bridge is up")?.["time"]);
    await until(`the bridge to speak of ${what}`, TROUBLE_WITHIN_MS, () => bridge.log.find((line) => wanted(line, since)));
  }
}
