import { availableParallelism } from "node:os";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { CHECK_PARTS, FIX_PARTS } from "./parts.ts";
import { runParts } from "./run-parts.ts";

// The loop while working: format, lint with types, types, layout, generated files, unit tests. With --fix first what mends itself.
const { values } = parseArgs({ options: { fix: { type: "boolean", default: false } } });
const interrupted = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => interrupted.abort());
const options = { root: fileURLToPath(new URL("../..", import.meta.url)), signal: interrupted.signal, print: (line: string) => console.log(line) };

// What the mending could not mend, the check tells once more and in full.
if (values.fix) await runParts(FIX_PARTS, { ...options, print: () => undefined, atOnce: 1 });
const results = await runParts(CHECK_PARTS, { ...options, atOnce: Math.min(2, availableParallelism()) });
const failed = results.filter(({ ok }) => !ok).map(({ name }) => name);
console.log(failed.length === 0 ? "all well" : `failed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;
