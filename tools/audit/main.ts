import process from "node:process";
import { parseArguments, USAGE } from "./arguments.ts";
import { auditRecorder, describeAudit, isClean } from "./recorder-audit.ts";

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const parsed = parseArguments(argv);
  if (parsed.kind === "help") {
    console.log(USAGE);
    return 0;
  }
  if (parsed.kind === "wrong") {
    console.error(`audit:recorder: ${parsed.why}\n\n${USAGE}`);
    return 2;
  }
  const result = await auditRecorder({ ...parsed.options, say: (line) => console.log(line) });
  console.log(describeAudit(result));
  return isClean(result) ? 0 : 1;
}
