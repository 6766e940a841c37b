import { stringify } from "yaml";

import type { Alert } from "../alert.ts";
import { fillIn } from "../render/fill-in.ts";
import { type AlertsValues, usesOf } from "../render/uses.ts";
import type { AlertCase } from "./alert-case.ts";
import { houseSeries } from "./house-series.ts";
import type { Series } from "./house-series.ts";
import { epochSecondsAt } from "./local-time.ts";

/** A case as a test file of promtool. Its clock is the real one, so that clock changes fall where they fell. */
export function promtoolTestFile(alert: Alert, testCase: AlertCase, rulesPath: string): string {
  const zone = testCase.houses[0].zone;
  const start = epochSecondsAt(zone, testCase.from);
  const minutes = (epochSecondsAt(zone, testCase.to) - start) / 60;
  const input = inputSeries(testCase.houses.flatMap(houseSeries), start, minutes);
  const expected = expectedAlerts(alert, testCase, start);
  const test = {
    name: testCase.title,
    start_timestamp: String(start),
    interval: "1m",
    input_series: input,
    alert_rule_test: probeMinutes(expected, minutes).map((minute) => ({
      eval_time: `${minute}m`,
      alertname: alert.name,
      exp_alerts: expected.filter(({ from, to }) => from <= minute && minute < to).map(({ alertAsExpected }) => alertAsExpected),
    })),
  };
  return stringify({ rule_files: [rulesPath], evaluation_interval: "1m", tests: [test] }, { lineWidth: 0, aliasDuplicateObjects: false });
}

/** The series of a test in promtool's notation, a sample a minute; those that have none are left out. */
export function inputSeries(series: readonly Series[], start: number, minutes: number): { series: string; values: string }[] {
  return series.flatMap((one) => {
    const values = valuesOfSeries(one, start, minutes);
    return values === undefined ? [] : [{ series: selectorOf(one), values }];
  });
}

interface Expected {
  readonly from: number;
  readonly to: number;
  readonly alertAsExpected: { readonly exp_labels: Record<string, string>; readonly exp_annotations: Record<string, string> };
}

/** What the person of this case wrote: the alert is on, also when it is not by default. */
export function valuesOfCase(alert: Alert, { values }: AlertCase): AlertsValues {
  return { [alert.name]: values ?? {} };
}

function expectedAlerts(alert: Alert, testCase: AlertCase, start: number): Expected[] {
  const uses = usesOf([alert], valuesOfCase(alert, testCase));
  const minuteOf = (local: AlertCase["from"]) => (epochSecondsAt(testCase.houses[0].zone, local) - start) / 60;
  return testCase.firing.map(({ from, to, labels, summary }) => {
    const use = uses.find(({ name }) => name === labels["name"]);
    if (use === undefined) throw new Error(`${testCase.title}: ${alert.name} is not used with the name ${labels["name"]}`);
    return {
      from: minuteOf(from),
      to: minuteOf(to),
      alertAsExpected: {
        exp_labels: { severity: use.severity, ...labels },
        exp_annotations: { summary, description: fillIn(alert.whatToDo, use) },
      },
    };
  });
}

/** Every few minutes, and the minutes around every beginning and end: a blink between them is shorter than that. */
function probeMinutes(expected: readonly Expected[], minutes: number): number[] {
  const regular = Array.from({ length: Math.floor(minutes / PROBE_EVERY_MINUTES) }, (_, index) => index * PROBE_EVERY_MINUTES);
  const edges = expected.flatMap(({ from, to }) => [from - 1, from, from + 1, to - 1, to, to + 1]);
  return [...new Set([...regular, ...edges])].filter((minute) => minute >= 0 && minute < minutes).toSorted((a, b) => a - b);
}

/** Shorter than PromQL's 5 minutes of lookback, so that no series can come and go unseen. */
const PROBE_EVERY_MINUTES = 3;

function selectorOf({ name, labels }: Series): string {
  return `${name}{${Object.entries(labels)
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
    .join(",")}}`;
}

/** promtool's notation, one sample a minute, runs of equal samples as `<value>x<repeats>`; none for a series without samples. */
function valuesOfSeries(series: Series, start: number, minutes: number): string | undefined {
  const words: string[] = [];
  let alive = false;
  let everAlive = false;
  for (let minute = 0; minute < minutes; minute += 1) {
    const sample = series.valueAt(start + minute * 60);
    words.push(typeof sample === "number" ? String(sample) : sample === "ended" && alive ? "stale" : "_");
    if (sample !== "silent") alive = typeof sample === "number";
    everAlive ||= alive;
  }
  if (!everAlive) return undefined;
  return runs(words)
    .map(([word, length]) => (length === 1 ? word : word === "_" ? `_x${length}` : `${word}x${length - 1}`))
    .join(" ");
}

function runs(words: readonly string[]): [word: string, length: number][] {
  const found: [string, number][] = [];
  for (const word of words) {
    const last = found.at(-1);
    if (last?.[0] === word) last[1] += 1;
    else found.push([word, 1]);
  }
  return found;
}
