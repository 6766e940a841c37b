/** One alert of the catalogue, as data. The rule file, the documentation and the tests are made from it. */
export interface Alert {
  readonly name: string;
  /** Alerts of one group are evaluated one after the other, at one time. */
  readonly group: string;
  readonly severity: "info" | "warning" | "critical";
  /** PromQL that Prometheus, MetricsQL (vmalert) and Mimir's ruler read alike. */
  readonly expr: string;
  /** Go template, in the functions that Prometheus and vmalert share: friendly name, area, since when. */
  readonly summary: string;
  /** What a person can do about it, in plain words. */
  readonly whatToDo: string;
}
