/**
 * A metric family that a design names and no service sends yet. Alerts and dashboards may use it; once its service's
 * own catalogue has it, it is taken out of the list here.
 */
export interface FamilyToCome {
  /** As the series are called; a histogram has `_bucket`, `_sum` and `_count` behind it. Ends in its unit, seconds and percent. */
  readonly name: string;
  readonly kind: "gauge" | "counter" | "histogram";
  /** Besides `job` and `instance`, which every series has. */
  readonly labels: readonly string[];
  readonly help: string;
  readonly service: "cert-distributor" | "infra-agent" | "ha-bridge";
}

/** The three ways of declaring one, for the lists of one service. */
export function familiesOf(service: FamilyToCome["service"]) {
  const family =
    (kind: FamilyToCome["kind"]) =>
    (name: string, labels: readonly string[], help: string): FamilyToCome => ({ name, kind, labels, help, service });
  return { gauge: family("gauge"), counter: family("counter"), histogram: family("histogram") };
}
