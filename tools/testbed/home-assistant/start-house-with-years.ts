import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { ensureComponent } from "../cache/ensure-component.ts";
import { houseWithYears, type Years, YEARS_FILE } from "./house-with-years.ts";
import { type HomeAssistant, startHomeAssistant } from "./start-home-assistant.ts";

/** A recorder that has been at work for a while: its rows are well committed, and of the same day. */
const NEWEST_ROW_AGE_MS = 30 * 60_000;

export async function startHouseWithYears(signal?: AbortSignal): Promise<HomeAssistant & { readonly years: Years }> {
  const folder = await ensureComponent(houseWithYears, signal === undefined ? {} : { signal });
  const years = JSON.parse(await readFile(join(folder, YEARS_FILE), "utf8")) as Years;
  const prepare = (dbFile: string) => moveStates(dbFile, Date.now() - NEWEST_ROW_AGE_MS);
  return { ...(await startHomeAssistant({ house: houseWithYears, prepare }, signal)), years };
}

/** The rows of when the house was made become those of half an hour ago. */
function moveStates(dbFile: string, newestMs: number): void {
  using db = new DatabaseSync(dbFile, { enableForeignKeyConstraints: false });
  const { newest } = db.prepare("select max(last_updated_ts) as newest from states").get() as { readonly newest: number };
  const by = newestMs / 1_000 - newest;
  for (const column of ["last_updated_ts", "last_changed_ts", "last_reported_ts"]) db.prepare(`update states set ${column} = ${column} + ?`).run(by);
}
