import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { stringify } from "yaml";

import { lightsOnAllNight } from "../alerts/lights-and-covers/lights-on-all-night.ts";
import { ruleGroups } from "../render/rules.ts";
import type { Entity, House } from "../testing/alert-case.ts";
import { houseSeries } from "../testing/house-series.ts";
import { localTimeAt } from "../testing/local-time.ts";
import { inputSeries } from "../testing/promtool-test-file.ts";
import { nightModel } from "./night-model.ts";
import type { Week } from "./random-week.ts";

const PROMTOOL_WITHIN_MS = 300_000;
/** Between the edges nothing changes for a light that is not switched; every edge itself is looked at. */
const LOOK_EVERY_MINUTES = 23;
/** A rule that counts minutes is slow. */
const LOOK_EVERY_MINUTES_COUNTING = 241;

export interface NightsCompared {
  readonly looks: number;
  /** How many lights had to be told at all looks together. */
  readonly told: number;
  /** What promtool said where rule and model differ; empty when they agree. */
  readonly differences: string;
}

/**
 * Asks promtool at many instants what the rule says of these weeks, which begin and end together, and compares it with
 * the model. The rule has no `for`, so its expression is all there is to it.
 */
export async function compareNights(promtool: string, weeks: readonly Week[], expr = expressionFor(weeks)): Promise<NightsCompared> {
  const groups = weeks.some(({ toleranceMinutes }) => toleranceMinutes > 0) ? weeks.map((week) => [week]) : [weeks];
  const tests = groups.filter(({ length }) => length > 0).map((group) => testOf(group, expr));
  const folder = await mkdtemp(join(tmpdir(), "tiles-nights-"));
  try {
    const file = join(folder, "nights.yaml");
    const content = { evaluation_interval: "1m", tests: tests.map(({ test }) => test) };
    await writeFile(file, stringify(content, { lineWidth: 0, aliasDuplicateObjects: false }));
    return { looks: sum(tests.map(({ looks }) => looks)), told: sum(tests.map(({ told }) => told)), differences: await outcomeOf(promtool, file) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What promtool is asked about weeks that begin and end together, and what the model says. */
function testOf(weeks: readonly Week[], expr: string): { test: object; looks: number; told: number } {
  const { from = 0, to = 0 } = weeks[0] ?? {};
  const models = weeks.map((week) => ({ week, model: nightModel(week) }));
  const looks = looksAt(weeks, from, to);
  const expected = looks.map((minute) => {
    const samples = models.flatMap(({ week, model }) =>
      [...model.toldAt(from + minute * 60)].map(([entityId, since]) => ({
        labels: `{entity_id="${entityId}",instance="${week.house.instance}"}`,
        value: since,
      })),
    );
    return { expr, eval_time: `${minute}m`, exp_samples: samples };
  });
  const series = weeks.flatMap(({ house }) =>
    inputSeries(
      houseSeries(house).filter(({ name }) => NEEDED.has(name)),
      from,
      (to - from) / 60,
    ),
  );
  const name = weeks.map(({ house }) => house.zone).join(", ");
  return {
    test: { name, start_timestamp: String(from), interval: "1m", input_series: series, promql_expr_test: expected },
    looks: looks.length * weeks.length,
    told: sum(expected.map(({ exp_samples: samples }) => samples.length)),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

const NEEDED: ReadonlySet<string> = new Set([
  "ha_on",
  "ha_on_since_seconds",
  "ha_group_members",
  "ha_entity_label",
  "ha_window_active",
  "ha_window_start_seconds",
  "ha_window_end_seconds",
]);

function expressionFor([first]: readonly Week[]): string {
  const tolerance = first?.toleranceMinutes ?? 0;
  return ruleGroups([lightsOnAllNight], { LightsOnAllNight: { tolerance: `${tolerance}m` } })[0]?.rules[0]?.expr ?? "";
}

/** Regular looks, and one at, before and after everything that happens. Off the first day, of which not all is known. */
function looksAt(weeks: readonly Week[], from: number, to: number): number[] {
  const minutes = new Set<number>();
  const every = weeks.some(({ toleranceMinutes }) => toleranceMinutes > 0) ? LOOK_EVERY_MINUTES_COUNTING : LOOK_EVERY_MINUTES;
  for (let minute = 24 * 60; minute < (to - from) / 60; minute += every) minutes.add(minute);
  for (const { house } of weeks) {
    const boundaries = houseSeries({ ...house, entities: [] }).find(({ name }) => name === "ha_window_active");
    let before: unknown;
    for (let at = from + DAY_SECONDS; at < to; at += 60) {
      const now = boundaries?.valueAt(at);
      if (now !== before) for (const shift of [-1, 0, 1, 14, 15, 16]) minutes.add((at - from) / 60 + shift);
      before = now;
    }
  }
  return [...minutes].filter((minute) => minute >= 24 * 60 && minute < (to - from) / 60).toSorted((a, b) => a - b);
}

const DAY_SECONDS = 86_400;

async function outcomeOf(promtool: string, file: string): Promise<string> {
  const run = promisify(execFile)(promtool, ["test", "rules", file], { timeout: PROMTOOL_WITHIN_MS, maxBuffer: 256 * 1024 * 1024 });
  try {
    await run;
    return "";
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    return `${stdout}${stderr}`;
  }
}

/** What happened in a week, for a person who wants to know who is right. */
export function describeWeek({ house, from, toleranceMinutes }: Week): string {
  const lights = house.entities.map(({ entityId, changes, labels, members }: Entity) => {
    const marks = [...(labels ?? []), ...(members === undefined ? [] : ["group"])].join(", ");
    return `  ${entityId} ${marks}: ${changes.map(([at, state]) => `${at} ${JSON.stringify(state)}`).join("; ")}`;
  });
  const { zone, night, bridgeAway, homeAssistantDown }: House = house;
  return [
    `${zone} from ${localTimeAt(zone, from)}, night ${night?.start} to ${night?.end}, tolerance ${toleranceMinutes} min`,
    `  bridge away ${JSON.stringify(bridgeAway)}, Home Assistant down ${JSON.stringify(homeAssistantDown)}`,
    ...lights,
  ].join("\n");
}
