import type { Command, ConfiglessCommand } from "@tiles/kit/run-service";
import type { Config } from "../config.ts";
import { alertsRender } from "./alerts-render.ts";
import { alertsTry } from "./alerts-try.ts";
import { audit } from "./audit.ts";
import { backfill } from "./backfill.ts";
import { importHistory } from "./import.ts";
import { plan } from "./plan.ts";
import { run } from "./run.ts";

/** What the service can be asked to do. */
export function allCommands(version: string): Readonly<Record<string, Command<Config> | ConfiglessCommand>> {
  return {
    run: run(version),
    plan: plan(version),
    backfill: backfill(version),
    audit: audit(version),
    import: importHistory(version),
    "alerts render": alertsRender(),
    "alerts try": alertsTry(version),
  };
}
