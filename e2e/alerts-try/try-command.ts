import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { type Ended, runCommand } from "../config-errors/run-command.ts";

export interface Told {
  readonly what: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly fromMs: number;
  readonly toMs?: number;
  readonly value: number;
  readonly already: boolean;
}

export interface Tried {
  readonly loudest: readonly { readonly what: string; readonly times: number }[];
  readonly alerts: readonly { readonly name: string; readonly isOff: boolean; readonly firings: readonly Told[] }[];
}

export interface TryCommand extends AsyncDisposable {
  readonly folder: string;
  run(...args: string[]): Promise<Ended>;
  /** What it prints for machines. */
  json(...args: string[]): Promise<Tried>;
}

/** `ha-bridge alerts try` with a config for this store and these values; Home Assistant is not there. */
export async function tryCommand(store: { readonly otlpUrl: string; readonly queryUrl: string }, alerts: object): Promise<TryCommand> {
  const folder = await mkdtemp(join(tmpdir(), "tiles-alerts-try-"));
  const [config, values] = [join(folder, "config.yaml"), join(folder, "values.yaml")];
  await writeFile(join(folder, "token"), "not used");
  const home = { name: "home", url: "http://127.0.0.1:9", tokenFile: "token" };
  await writeFile(
    config,
    stringify({ homeAssistant: home, stateDir: "state", metrics: { endpoint: store.otlpUrl, query: { url: store.queryUrl } } }),
  );
  await writeFile(values, stringify({ alerts }));
  const run = (...args: string[]) => runCommand("alerts", "try", values, "--config", config, ...args);
  return {
    folder,
    run,
    async json(...args) {
      const { stdout, stderr, code } = await run("--json", ...args);
      if (code !== 0) throw new Error(`alerts try ended with ${code}: ${stderr}`);
      return JSON.parse(stdout) as Tried;
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
