import process from "node:process";
import { parseArgs } from "node:util";
import type { Bench } from "./bench.ts";
import { bridgeBench } from "./bridge/bridge-bench.ts";
import { jsonReport, printReport } from "./print-report.ts";

const BENCHES: Readonly<Record<string, Bench>> = {
  bridge: bridgeBench,
};

const USAGE = `usage: npm run bench -- [NAME] [--json] [--quick] [--real] [--only PART]... [--profile FOLDER]

${Object.entries(BENCHES)
  .map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`)
  .join("\n")}

  --json      prints one JSON object instead of tables
  --quick     one round and short waits: rough numbers in about three minutes
  --real      also what needs a real Home Assistant from the test bed
  --only      only these parts
  --profile   leaves CPU profiles of the measured program there (slows it down)

Without a name every bench runs, one after the other. The result is on standard output, progress on standard error.`;

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  const command = readCommand(args);
  if (typeof command === "string") {
    console.error(command);
    return command === USAGE ? 0 : 2;
  }
  const interrupted = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => interrupted.abort(new Error(`ended by ${signal}`)));
  const { benches, json, ...options } = command;
  for (const bench of benches) {
    try {
      const report = await bench.run({ ...options, say: (line) => console.error(line), signal: interrupted.signal });
      console.log(json ? jsonReport(report) : printReport(report));
    } catch (error) {
      console.error(interrupted.signal.aborted ? String(interrupted.signal.reason) : error);
      return 1;
    }
  }
  return 0;
}

function readCommand(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: "boolean", default: false },
        quick: { type: "boolean", default: false },
        real: { type: "boolean", default: false },
        only: { type: "string", multiple: true, default: [] },
        profile: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return USAGE;
    const unknown = positionals.find((name) => BENCHES[name] === undefined);
    if (unknown !== undefined) return `bench: there is no ${unknown}. There is: ${Object.keys(BENCHES).join(", ")}. [BENCH_UNKNOWN]`;
    const wanted = positionals.length === 0 ? Object.keys(BENCHES) : positionals;
    const { json, quick, real, only, profile } = values;
    return { benches: wanted.flatMap((name) => BENCHES[name] ?? []), json, quick, real, only, profile };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
