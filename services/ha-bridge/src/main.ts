import process from "node:process";
import { processEdge, runCommand } from "@tiles/kit/run-service";
import packageJson from "../package.json" with { type: "json" };
import { plan } from "./commands/plan.ts";
import { run } from "./commands/run.ts";
import { configSchema } from "./config.ts";

await runCommand({
  name: "ha-bridge",
  version: packageJson.version,
  summary: "Sends every entity of Home Assistant as exact series to a metrics store (OTLP).",
  schema: configSchema,
  commands: { run: run(packageJson.version), plan: plan(packageJson.version) },
  edge: processEdge(process),
});
