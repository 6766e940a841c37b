import { enableCompileCache } from "node:module";
import process from "node:process";

// Compiling is half of the start; from the second one on it is read from the folder for temporary files, where there is one.
enableCompileCache();
const [{ processEdge, runCommand }, { audit }, { backfill }, { importHistory }, { plan }, { run }, { configSchema }, { default: packageJson }] =
  await Promise.all([
    import("@tiles/kit/run-service"),
    import("./commands/audit.ts"),
    import("./commands/backfill.ts"),
    import("./commands/import.ts"),
    import("./commands/plan.ts"),
    import("./commands/run.ts"),
    import("./config.ts"),
    import("../package.json", { with: { type: "json" } }),
  ]);

await runCommand({
  name: "ha-bridge",
  version: packageJson.version,
  summary: "Sends every entity of Home Assistant as exact series to a metrics store (OTLP).",
  schema: configSchema,
  commands: {
    run: run(packageJson.version),
    plan: plan(packageJson.version),
    backfill: backfill(packageJson.version),
    audit: audit(packageJson.version),
    import: importHistory(packageJson.version),
  },
  edge: processEdge(process),
});
