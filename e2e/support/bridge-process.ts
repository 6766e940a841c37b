import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { createInterface } from "node:readline";
import { stringify } from "yaml";
import { until } from "./until.ts";

const main = fileURLToPath(new URL("../../services/ha-bridge/src/main.ts", import.meta.url));
const START_DEADLINE_MS = 20_000;
const STOP_DEADLINE_MS = 20_000;

export interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly [fact: string]: unknown;
}

export interface ReadyAnswer {
  readonly ready: boolean;
  readonly dependencies: Record<string, { readonly ok: boolean; readonly since: string; readonly why?: string; readonly progress?: string }>;
}

/** ha-bridge as its own process with a real config file in a folder of its own. */
export interface BridgeProcess extends AsyncDisposable {
  readonly folder: string;
  readonly configFile: string;
  readonly tokenFile: string;
  readonly pid: number;
  readonly log: LogLine[];
  /** Resolves when a line with this message was logged `times` times since the start of the folder's first process. */
  logged(msg: string, deadlineMs?: number, times?: number): Promise<LogLine>;
  readyz(): Promise<ReadyAnswer>;
  untilReady(deadlineMs?: number): Promise<void>;
  metrics(): Promise<string>;
  /** SIGTERM, and its exit code. */
  stop(): Promise<number | null>;
  kill(): Promise<void>;
  /** The same folder again, after `stop` or `kill`. */
  start(): Promise<void>;
}

export interface BridgeOptions {
  readonly homeAssistant: { readonly url: string; readonly token: string } & Record<string, unknown>;
  readonly metrics: { readonly endpoint: string } & Record<string, unknown>;
  /** Other top-level keys of the config. */
  readonly config?: Record<string, unknown>;
  /** Puts something into the state directory before the first start. */
  readonly prepare?: (stateDir: string) => Promise<void>;
  /** A command that runs the one behind it, for a disk of its own for example. */
  readonly within?: (stateDir: string) => readonly string[];
}

export async function startBridge({
  homeAssistant: { token, ...homeAssistant },
  metrics,
  config = {},
  prepare,
  within,
}: BridgeOptions): Promise<BridgeProcess> {
  const folder = await mkdtemp(join(tmpdir(), "ha-bridge-"));
  const configFile = join(folder, "config.yaml");
  const tokenFile = join(folder, "token");
  await writeFile(tokenFile, token, { mode: 0o600 });
  const content = {
    homeAssistant: { name: "home", tokenFile: "token", ...homeAssistant },
    stateDir: "state",
    metrics,
    server: { listen: "127.0.0.1:0" },
    ...config,
  };
  await writeFile(configFile, stringify(content));
  const stateDir = join(folder, "state");
  await prepare?.(stateDir);
  const log: LogLine[] = [];
  let child: ChildProcess | undefined;
  let url = "";

  const bridge: BridgeProcess = {
    folder,
    configFile,
    tokenFile,
    log,
    get pid() {
      return child?.pid ?? 0;
    },
    async logged(msg, deadlineMs = 10_000, times = 1) {
      const found = await until(`"${msg}" in the log of ha-bridge`, deadlineMs, () => {
        const lines = log.filter((line) => line.msg === msg);
        return lines.length >= times ? lines.at(-1) : undefined;
      });
      return found;
    },
    async readyz() {
      return (await (await fetch(`${url}/readyz`)).json()) as ReadyAnswer;
    },
    async untilReady(deadlineMs = START_DEADLINE_MS) {
      await until("ha-bridge to be ready", deadlineMs, async () => ((await bridge.readyz()).ready ? true : undefined));
    },
    metrics: async () => (await fetch(`${url}/metrics`)).text(),
    async stop() {
      if (child === undefined) return null;
      return await end(child, "SIGTERM");
    },
    async kill() {
      if (child !== undefined) await end(child, "SIGKILL");
    },
    async start() {
      const before = log.length;
      const [command, ...args] = [...(within?.(stateDir) ?? []), process.execPath, main, "run", "--config", configFile];
      const next = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
      child = next;
      createInterface({ input: next.stdout }).on("line", (line) => log.push(parseLine(line)));
      createInterface({ input: next.stderr }).on("line", (line) => log.push({ level: "stderr", msg: line }));
      const up = await until("ha-bridge to come up", START_DEADLINE_MS, () => {
        if (next.exitCode !== null) throw new Error(`ha-bridge ended with ${next.exitCode}: ${JSON.stringify(log.slice(before))}`);
        return log.slice(before).find(({ msg }) => msg === "ha-bridge is up");
      });
      url = String(up["url"]);
    },
    async [Symbol.asyncDispose]() {
      if (child?.exitCode === null && child.signalCode === null) await end(child, "SIGTERM");
      await rm(folder, { recursive: true, force: true });
    },
  };
  await bridge.start();
  return bridge;
}

/** All that the process wrote and was given, for looking for secrets: name -> text. */
export async function everythingWritten(bridge: BridgeProcess, files: readonly string[]): Promise<Map<string, string>> {
  const written = new Map([["log", JSON.stringify(bridge.log)]]);
  for (const file of files) written.set(file, await readFile(file, "latin1"));
  return written;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, "exit");
  child.kill(signal);
  const late = setTimeout(() => child.kill("SIGKILL"), STOP_DEADLINE_MS);
  await exited;
  clearTimeout(late);
  return child.exitCode;
}

function parseLine(line: string): LogLine {
  try {
    return JSON.parse(line) as LogLine;
  } catch {
    return { level: "text", msg: line };
  }
}
