/** One query of a panel. */
export interface Query {
  readonly expr: string;
  /** Grafana's legend format: `{{friendly_name}}`, or plain words. */
  readonly legend?: string;
  /** `now` asks once, at the end of the time range; `over time` asks for the whole range. */
  readonly asked: "now" | "over time";
  /** Smallest distance of points, for bars of an hour or a day. */
  readonly step?: string;
}

export function now(expr: string, legend?: string): Query {
  return { expr, asked: "now", ...(legend === undefined ? {} : { legend }) };
}

export function overTime(expr: string, legend?: string, step?: string): Query {
  return { expr, asked: "over time", ...(legend === undefined ? {} : { legend }), ...(step === undefined ? {} : { step }) };
}
