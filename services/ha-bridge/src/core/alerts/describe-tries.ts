import type { Labels, TriedFiring } from "./firings.ts";
import { loudestOf } from "./loudest.ts";
import type { ToldValue } from "./told-value.ts";

/** What one rule would have said. */
export interface TriedAlert {
  readonly name: string;
  /** Of an alert that is used several times. */
  readonly use: string | undefined;
  readonly severity: string;
  /** It is off in these values, and was asked about all the same. */
  readonly isOff: boolean;
  /** What its value is to a person; undefined: nothing. */
  readonly value: ToldValue | undefined;
  readonly firings: readonly TriedFiring[];
}

export interface TriedNames {
  /** "Cellar lamp (Basement)" of an entity. */
  of(labels: Labels): string;
  /** Seconds that the clocks of the house are ahead of UTC. */
  offsetAt(atMs: number): number;
}

const SHOWN_FIRINGS = 5;
const SHOWN_LOUDEST = 5;
/** From this share on it is one thing that makes the noise. */
const LOUD_SHARE = 0.5;
const LOUD_TIMES = 4;

/** For a person: what was the loudest of all, then the loudest alert first, each with its first times and its noise. */
export function describeTries(tried: readonly TriedAlert[], names: TriedNames): string {
  const spoken = tried.filter(({ firings }) => firings.length > 0).toSorted((a, b) => newOf(b) - newOf(a));
  const quiet = tried.filter(({ firings }) => firings.length === 0).map(titleOf);
  const loudest = loudestOf(tried.flatMap(({ firings }) => firings)).filter(({ times }) => times > 1);
  const told = loudest.slice(0, SHOWN_LOUDEST).map(({ labels, times: count }) => `${names.of(labels)} ${times(count)}`);
  return [
    ...(told.length === 0 ? [] : [`Loudest: ${told.join("; ")}`, ""]),
    ...spoken.flatMap((alert) => [...describeOne(alert, names), ""]),
    ...(quiet.length === 0 ? [] : [`Nothing from ${quiet.length}: ${quiet.join(", ")}`]),
  ].join("\n");
}

function describeOne(alert: TriedAlert, names: TriedNames): string[] {
  const { firings, severity, isOff } = alert;
  const count = newOf(alert);
  const before = firings.length - count;
  const more = firings.length - SHOWN_FIRINGS;
  const often = count === 0 ? "nothing new" : times(count);
  return [
    `${titleOf(alert)} (${severity}${isOff ? ", off" : ""}) would have told you ${often}${loudest(alert, names)}${before === 0 ? "" : `; ${before} went on from before`}`,
    ...firings.slice(0, SHOWN_FIRINGS).map((firing) => describeFiring(alert, firing, names)),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

/** "Tue 24 Nov 06:00  Cellar lamp (Basement), since 20:41, for 90 min"; how long what went on from before took is not known. */
function describeFiring({ value: told }: TriedAlert, { labels, fromMs, toMs, value, already }: TriedFiring, names: TriedNames): string {
  const started = already ? "already" : clock(fromMs, names);
  const end = already ? `until ${clock(toMs ?? fromMs, names)}` : `for ${inWords((toMs ?? fromMs) - fromMs)}`;
  const detail = told === undefined ? [] : [valueInWords(told, value, fromMs, names)];
  return `  ${started}  ${[names.of(labels), ...detail, toMs === undefined ? "still" : end].join(", ")}`;
}

function valueInWords(told: ToldValue, value: number, fromMs: number, names: TriedNames): string {
  if (told.kind === "since") return `since ${localTime(value * 1000, fromMs, names)}`;
  if (told.kind === "duration") return `at ${inWords(value * 1000)}`;
  return `at ${value.toFixed(told.decimals)}${told.unit === undefined ? "" : ` ${told.unit}`}`;
}

/** ", 58 of them from Remote (Hall)" */
function loudest(alert: TriedAlert, names: TriedNames): string {
  const [most, ...others] = loudestOf(alert.firings);
  if (most === undefined || others.length === 0 || most.times < LOUD_TIMES || most.times / newOf(alert) < LOUD_SHARE) return "";
  return `, ${most.times} of them from ${names.of(most.labels)}`;
}

/** How often it would have been told anew. */
function newOf({ firings }: TriedAlert): number {
  return firings.filter(({ already }) => !already).length;
}

function titleOf({ name, use }: TriedAlert): string {
  return use === undefined ? name : `${name} ${use}`;
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}

/** "Tue 24 Nov 06:00" */
function clock(atMs: number, names: TriedNames): string {
  const [day = "", date = "", month = "", , time = ""] = new Date(atMs + names.offsetAt(atMs) * 1000).toUTCString().replace(",", "").split(" ");
  return `${day} ${date} ${month} ${time.slice(0, "06:00".length)}`;
}

/** "20:41", with the day when it is more than a day before. */
function localTime(atMs: number, beforeMs: number, names: TriedNames): string {
  const text = clock(atMs, names);
  return beforeMs - atMs > 86_400_000 ? text : text.slice(-"20:41".length);
}

function inWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(minutes / 6) / 10;
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 2.4) / 10} days`;
}
