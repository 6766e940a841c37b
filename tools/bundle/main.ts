import process from "node:process";
import { fileURLToPath } from "node:url";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { bundleService } from "./bundle.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const [service, folder] = process.argv.slice(2);
if (service === undefined) {
  console.error("usage: npm run bundle -- SERVICE [FOLDER]\n\nWrites services/SERVICE as one file into FOLDER (services/SERVICE/dist by default).");
  process.exitCode = 2;
} else if (!existsSync(join(root, "services", service, "src", "main.ts"))) {
  console.error(`there is no service ${service}; there are: ${readdirSync(join(root, "services")).join(", ")}`);
  process.exitCode = 2;
} else {
  console.log(await bundleService({ root, service, folder: folder ?? join(root, "services", service, "dist") }));
}
