import type { Command } from "@tiles/kit/run-service";
import type { Config } from "../config.ts";
import { startHaBridge } from "../index.ts";

export function run(version: string): Command<Config> {
  return {
    summary: "serves until SIGTERM",
    serves: true,
    async run({ config, signal, logger }) {
      await using bridge = await startHaBridge(config, { logger, version });
      logger.info({ version, house: config.homeAssistant.name, ...(bridge.url !== undefined && { url: bridge.url }) }, "ha-bridge is up");
      await aborted(AbortSignal.any([signal, bridge.lost]));
      // Another process owns the state directory now, so this one must not write any more.
      return bridge.lost.aborted ? 1 : 0;
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
