import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stringify } from "yaml";
import type { Affinity } from "../affinity.ts";
import { type MeasuredProcess, startMeasured } from "../measured-process.ts";

export interface BridgeProcessOptions {
  readonly affinity: Affinity;
  readonly url: string;
  readonly token: string;
  readonly endpoint: string;
  readonly heartbeat: string;
  readonly profile: string | undefined;
  readonly signal: AbortSignal;
  /** More keys of `metrics`. */
  readonly metrics?: Readonly<Record<string, unknown>>;
  /** Puts something into the state directory first. */
  readonly prepare?: (stateDir: string) => Promise<void>;
}

const main = fileURLToPath(new URL("../../../services/ha-bridge/src/main.ts", import.meta.url));
const READ_DEADLINE_MS = 120_000;

/** ha-bridge as people run it, up and with the house read. */
export async function startBridge(options: BridgeProcessOptions): Promise<MeasuredProcess> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "tiles-bench-bridge-"));
  stack.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  await writeFile(join(folder, "token"), options.token, { mode: 0o600 });
  const config = {
    // The poll of every state is no part of a change; its share of an hour is a few milliseconds.
    homeAssistant: { name: "bench", url: options.url, tokenFile: "token", reconcileInterval: "1h" },
    stateDir: "state",
    metrics: { endpoint: options.endpoint, heartbeat: options.heartbeat, ...options.metrics },
    server: { listen: "127.0.0.1:0" },
  };
  await writeFile(join(folder, "config.yaml"), stringify(config));
  await options.prepare?.(join(folder, "state"));
  const nodeArgs = options.profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${options.profile}`];
  const bridge = stack.use(
    startMeasured({ affinity: options.affinity, nodeArgs, args: [main, "run", "--config", join(folder, "config.yaml")], signal: options.signal }),
  );
  await bridge.line("the house to be read", (line) => line.includes('"the house was read"'), READ_DEADLINE_MS);
  const owned = stack.move();
  return { ...bridge, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
