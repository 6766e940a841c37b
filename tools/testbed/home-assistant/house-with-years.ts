import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Component, Making } from "../component.ts";
import { debianRoot } from "../debian/debian-root.ts";
import { until } from "../process/until.ts";
import { homeAssistant } from "./home-assistant-component.ts";
import { HOUR_MS, importStatistics, statisticsOf } from "./hourly-statistics.ts";
import { preparedHouse } from "./prepared-house.ts";
import { type HomeAssistant, startHomeAssistant } from "./start-home-assistant.ts";
import { HOME_ASSISTANT_VERSION } from "./version.ts";

const ENTITIES = 50;
const HOURS = 2 * 365 * 24;
const TAKEN_WITHIN_MS = 600_000;
export const YEARS_FILE = "years.json";

const source = (name: string) => new URL(name, import.meta.url);

/** What the statistics of a house with years are of. */
export interface Years {
  /** Of the load generator's numbers. */
  readonly indexes: readonly number[];
  readonly fromMs: number;
  readonly toMs: number;
  /** Of each entity. */
  readonly hours: number;
}

/** The prepared house with two years of hourly statistics, which takes Home Assistant minutes to be given. */
export const houseWithYears: Component = {
  name: "house-with-years",
  version: HOME_ASSISTANT_VERSION,
  what: `the prepared folder with ${ENTITIES} sensors that have two years of hourly statistics`,
  madeFrom: { making: source("house-with-years.ts"), statistics: source("hourly-statistics.ts") },
  needs: [debianRoot, homeAssistant, preparedHouse],
  programs: ["config/home-assistant_v2.db", "token", YEARS_FILE],
  make: (making) => making.step(`Home Assistant takes ${ENTITIES * HOURS} hours of statistics`, () => makeYears(making)),
};

async function makeYears({ folder, signal }: Making): Promise<undefined> {
  const toMs = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 48 * HOUR_MS;
  const fromMs = toMs - HOURS * HOUR_MS;
  {
    await using hass = await startHomeAssistant({ folder }, signal);
    const { indexes } = (await hass.callService("loadgen", "add", { numbers: ENTITIES }, true)) as Pick<Years, "indexes">;
    await importStatistics(hass, indexes, { fromMs, hours: HOURS });
    await until("Home Assistant to have taken its statistics", TAKEN_WITHIN_MS, () => hasHourOf(hass, indexes.at(-1) ?? 0, toMs - HOUR_MS), signal);
    await hass.stop();
    forgetOtherStatistics(hass.dbFile);
    await writeFile(join(folder, YEARS_FILE), JSON.stringify({ indexes, fromMs, toMs, hours: HOURS } satisfies Years));
  }
  await rm(join(folder, "mosquitto"), { recursive: true, force: true });
}

async function hasHourOf(hass: HomeAssistant, index: number, startMs: number): Promise<boolean> {
  const { entityId } = statisticsOf(index);
  const [start, end] = [new Date(startMs).toISOString(), new Date(startMs + HOUR_MS).toISOString()];
  const query = { type: "recorder/statistics_during_period", statistic_ids: [entityId], period: "hour", types: ["mean"] };
  const rows = await hass.ws<Record<string, unknown[]>>({ ...query, start_time: start, end_time: end });
  return rows[entityId]?.length === 1;
}

/** Of those that it made itself while it took these. */
function forgetOtherStatistics(dbFile: string): void {
  using db = new DatabaseSync(dbFile, { enableForeignKeyConstraints: false });
  for (const table of ["statistics_short_term", "statistics_runs", "recorder_runs"]) db.exec(`delete from ${table}`);
  db.exec("pragma wal_checkpoint(truncate)");
}
