import process from "node:process";
import { parseArgs } from "node:util";
import { auditRecorder, describeAudit } from "./recorder-audit.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "150" },
    seed: { type: "string", default: "1" },
    rate: { type: "string", default: "100" },
    database: { type: "string" },
  },
});
const result = await auditRecorder({
  seconds: Number(values.seconds),
  seed: Number(values.seed),
  rate: Number(values.rate),
  keepDatabase: values.database,
  say: (line) => console.log(line),
});
console.log(describeAudit(result));
const bad = result.sides.some(({ comparison, holes, drawnAcross }) => comparison.differences.length + holes.length + drawnAcross > 0);
process.exit(bad ? 1 : 0);
