import type { Firing } from "./firings.ts";

/** What one rule would have said. */
export interface TriedAlert {
  readonly name: string;
  /** Of an alert that is used several times. */
  readonly use: string | undefined;
  readonly severity: string;
  /** Its value is a point in time: since when it has been so. */
  readonly tellsSince: boolean;
  readonly firings: readonly Firing[];
}

export interface TriedNames {
  /** "Cellar lamp (Basement)" of an entity. */
  of(labels: Firing["labels"]): string;
  /** Seconds that the clocks of the house are ahead of UTC. */
  offsetAt(atMs: number): number;
}

const SHOWN_FIRINGS = 5;
/** From this share on it is one thing that makes the noise. */
const LOUD_SHARE = 0.5;
const LOUD_TIMES = 4;

/** For a person: the loudest first, each with its first times and with what made most of the noise. */
export function describeTries(tried: readonly TriedAlert[], names: TriedNames): string {
  const loud = tried.filter(({ firings }) => firings.length > 0).toSorted((a, b) => b.firings.length - a.firings.length);
  const quiet = tried.filter(({ firings }) => firings.length === 0).map(titleOf);
  return [
    ...loud.flatMap((alert) => [...describeOne(alert, names), ""]),
    ...(quiet.length === 0 ? [] : [`Nothing from ${quiet.length}: ${quiet.join(", ")}`]),
  ].join("\n");
}

function describeOne(alert: TriedAlert, names: TriedNames): string[] {
  const { firings, severity, tellsSince } = alert;
  const shown = firings.slice(0, SHOWN_FIRINGS).map(({ labels, fromMs, toMs, value }) => {
    const detail = tellsSince ? `since ${localTime(value * 1000, fromMs, names)}` : `at ${Number(value.toFixed(2))}`;
    const end = toMs === undefined ? "still" : `for ${inWords(toMs - fromMs)}`;
    return `  ${clock(fromMs, names)}  ${names.of(labels)}, ${detail}, ${end}`;
  });
  const more = firings.length - shown.length;
  return [
    `${titleOf(alert)} (${severity}) would have told you ${times(firings.length)}${loudest(firings, names)}`,
    ...shown,
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

/** ", 58 of them from Remote (Hall)" */
function loudest(firings: readonly Firing[], names: TriedNames): string {
  const counts = new Map<string, number>();
  for (const { labels } of firings) counts.set(names.of(labels), (counts.get(names.of(labels)) ?? 0) + 1);
  const [most] = [...counts].toSorted(([, a], [, b]) => b - a);
  if (most === undefined || counts.size < 2 || most[1] < LOUD_TIMES || most[1] / firings.length < LOUD_SHARE) return "";
  return `, ${most[1]} of them from ${most[0]}`;
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
