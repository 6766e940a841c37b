import process from "node:process";
import { fileURLToPath } from "node:url";
import { testAll } from "./test-all.ts";

const interrupted = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => interrupted.abort());

const { lines, ok } = await testAll({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  ci: process.env["CI"] === "true",
  signal: interrupted.signal,
  print: (line) => console.log(line),
});
console.log(`\n${lines.join("\n")}`);
process.exitCode = ok ? 0 : 1;
