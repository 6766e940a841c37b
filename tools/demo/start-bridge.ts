import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { stringify } from "yaml";
import { answers } from "../testbed/process/http.ts";
import { program, type Program } from "../testbed/process/program.ts";
import type { Night } from "./night.ts";

const MAIN = fileURLToPath(new URL("../../services/ha-bridge/src/main.ts", import.meta.url));
const READY_WITHIN_MS = 30_000;

export interface BridgeOptions {
  readonly folder: string;
  readonly homeAssistantUrl: string;
  /** A long-lived token; it goes into a file of its own. */
  readonly token: string;
  readonly otlpUrl: string;
  readonly night: Pick<Night, "start" | "end">;
  /** Alertmanager was told this port and this token beforehand. */
  readonly port: number;
  readonly alertTokenFile: string;
  readonly alertmanagerUrl: string;
  readonly brokerUrl: string;
}

export type Bridge = Program & { readonly url: string; readonly configFile: string };

/** ha-bridge as a person would run it: its own process, a config file, a token file, a state directory. */
export async function startBridge(options: BridgeOptions, signal: AbortSignal): Promise<Bridge> {
  const { folder, homeAssistantUrl, token, otlpUrl, night, port } = options;
  const url = `http://127.0.0.1:${port}`;
  const configFile = join(folder, "config.yaml");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "token"), token, { mode: 0o600 });
  const config = {
    homeAssistant: { name: "home", url: homeAssistantUrl, tokenFile: "token" },
    stateDir: "state",
    metrics: { endpoint: otlpUrl },
    // Nobody wants to wait half a minute for the next look.
    alerts: { tokenFile: options.alertTokenFile, alertmanager: { url: options.alertmanagerUrl, pollInterval: "5s" } },
    mqtt: { url: options.brokerUrl },
    windows: { night: { start: night.start, end: night.end } },
    server: { listen: `127.0.0.1:${port}` },
  };
  await writeFile(configFile, stringify(config));
  const bridge = program({
    name: "ha-bridge",
    command: process.execPath,
    args: ["--disable-warning=ExperimentalWarning", MAIN, "run", "--config", configFile],
    logFile: join(folder, "ha-bridge.log"),
    isReady: (either) => answers(`${url}/readyz`, either),
    readyWithinMs: READY_WITHIN_MS,
  });
  await bridge.start(signal);
  return { ...bridge, url, configFile };
}
