/** An alert as its sender reports it now, reduced to what is used; texts are cut to what a screen can show, labels are whole. */
export interface ReportedAlert {
  /** Of its labels: the same in Alertmanager's webhook and API, and in Grafana's webhook. */
  readonly fingerprint: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly severity: Severity;
  readonly summary: string;
  readonly description: string;
  readonly startsAtMs: number;
  /** When it is over unless it is reported again; undefined while nobody knows. */
  readonly endsAtMs?: number | undefined;
  /** Fires, and nobody is to be told: silenced, or inhibited by another alert. */
  readonly silenced: boolean;
}

export const severities = ["critical", "warning", "info"] as const;
export type Severity = (typeof severities)[number];

// Other people's rules say it in other words.
const SEVERITY_OF: Readonly<Record<string, Severity>> = {
  critical: "critical",
  page: "critical",
  emergency: "critical",
  fatal: "critical",
  high: "critical",
  info: "info",
  informational: "info",
  notice: "info",
  low: "info",
  debug: "info",
};

// What nobody can sort is worth a look.
const UNKNOWN_SEVERITY: Severity = "warning";

const MAX_LABELS = 64;
// What Mimir takes at most. Of a longer one a part would match nothing, so a silence has to do without it.
const MAX_LABEL_CHARACTERS = 2_048;
const MAX_FINGERPRINT_CHARACTERS = 256;
const MAX_NAME_CHARACTERS = 200;
const MAX_SUMMARY_CHARACTERS = 400;
const MAX_DESCRIPTION_CHARACTERS = 600;

export interface RawAlert {
  readonly fingerprint?: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAtMs: number;
  readonly endsAtMs?: number | undefined;
  readonly silenced?: boolean;
}

export function reportedAlert(raw: RawAlert): ReportedAlert {
  const pairs = Object.entries(raw.labels).filter(([, value]) => value.length <= MAX_LABEL_CHARACTERS);
  const labels = Object.fromEntries(pairs.slice(0, MAX_LABELS));
  const { alertname = "", severity = "" } = raw.labels;
  const { summary, description = "", message } = raw.annotations;
  return {
    fingerprint:
      raw.fingerprint === undefined || raw.fingerprint === "" ? fingerprintOf(raw.labels) : cut(raw.fingerprint, MAX_FINGERPRINT_CHARACTERS),
    name: cut(alertname, MAX_NAME_CHARACTERS),
    labels,
    severity: SEVERITY_OF[severity.toLowerCase()] ?? UNKNOWN_SEVERITY,
    summary: cut(summary ?? message ?? alertname, MAX_SUMMARY_CHARACTERS),
    description: cut(description, MAX_DESCRIPTION_CHARACTERS),
    startsAtMs: raw.startsAtMs,
    endsAtMs: raw.endsAtMs,
    silenced: raw.silenced ?? false,
  };
}

// As Home Assistant has them; anybody's rule may have a label of this name.
const ENTITY_ID = /^[a-z0-9]+(?:_[a-z0-9]+)*\.[a-z0-9](?:[a-z0-9_]*[a-z0-9])?$/;

/** The entity of the house that the alert is about. */
export function entityOf({ labels }: Pick<ReportedAlert, "labels">): string | undefined {
  const entityId = labels["entity_id"];
  return entityId !== undefined && ENTITY_ID.test(entityId) ? entityId : undefined;
}

/** Between characters, not in the middle of one: Home Assistant leaves out a whole message with half of one in it. */
export function cut(text: string, characters: number): string {
  return text.length <= characters ? text : `${text.slice(0, characters - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

function fingerprintOf(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join(",");
}
