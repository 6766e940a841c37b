import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { catalogue } from "../../../home-alerts/src/catalogue.ts";
import { renderHouse, renderMaintenance } from "./dashboards.ts";
import { type HouseLists, parseHouseLists } from "./house-lists.ts";

const USAGE = `usage: npm run dashboards -- LISTS FOLDER

  LISTS    a file such as charts/dashboards/home-assistant/lists.yaml with the names of your house
  FOLDER   gets house.yaml and maintenance.yaml`;

process.exitCode = await main(process.argv.slice(2));

async function main([file, folder, ...more]: readonly string[]): Promise<number> {
  if (file === undefined || folder === undefined || more.length > 0) {
    console.error(USAGE);
    return 2;
  }
  const lists = await readLists(file);
  if (lists === undefined) return 2;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "house.yaml"), renderHouse(catalogue, lists));
  await writeFile(join(folder, "maintenance.yaml"), renderMaintenance(lists));
  console.log(`house.yaml and maintenance.yaml are in ${folder}`);
  return 0;
}

async function readLists(file: string): Promise<HouseLists | undefined> {
  try {
    return parseHouseLists(await readFile(file, "utf8"));
  } catch (error) {
    console.error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
