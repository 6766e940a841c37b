import process from "node:process";
import { fileURLToPath } from "node:url";
import { checkLayout } from "./check-layout.ts";

const problems = await checkLayout(fileURLToPath(new URL("../..", import.meta.url)));
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
