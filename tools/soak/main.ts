import process from "node:process";
import { parseArgs } from "node:util";
import { nights } from "./nights.ts";
import type { Soak } from "./soak.ts";

const SOAKS: Readonly<Record<string, Soak>> = { nights };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: "string", default: "1" }, year: { type: "string", default: "2026" }, weeks: { type: "string" } },
});
const [name = ""] = positionals;
const soak = SOAKS[name];
if (soak === undefined) {
  const list = Object.entries(SOAKS).map(([each, { what }]) => `  ${each}  ${what}`);
  console.error(`npm run soak -- NAME [--seed N] [--year N] [--weeks N]\n\n${list.join("\n")}`);
  process.exit(2);
}
const weeks = values.weeks === undefined ? undefined : Number(values.weeks);
const well = await soak.run({ seed: Number(values.seed), year: Number(values.year), weeks, say: (text) => console.log(text) });
process.exit(well ? 0 : 1);
