import { enableCompileCache } from "node:module";
import process from "node:process";

// Compiling is half of the start; from the second one on it is read from the folder for temporary files, where there is one.
enableCompileCache();
const [{ processEdge, runCommand }, { allCommands }, { configSchema }, { default: packageJson }] = await Promise.all([
  import("@tiles/kit/run-service"),
  import("./commands/all.ts"),
  import("./config.ts"),
  import("../package.json", { with: { type: "json" } }),
]);

await runCommand({
  name: "ha-bridge",
  version: packageJson.version,
  summary: "Sends every entity of Home Assistant as exact series to a metrics store (OTLP).",
  schema: configSchema,
  commands: allCommands(packageJson.version),
  edge: processEdge(process),
});
