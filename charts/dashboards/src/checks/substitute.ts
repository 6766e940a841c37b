/** Values of Grafana's variables, by name without the dollar. */
export type Values = Readonly<Record<string, string>>;

/** Puts values for `$name` and `${name}`, the longest names first; what has no value stays and will not parse. */
export function substitute(text: string, values: Values): string {
  const names = Object.keys(values).toSorted((one, other) => other.length - one.length);
  return names.reduce((result, name) => result.replaceAll(`\${${name}}`, values[name]!).replaceAll(`$${name}`, values[name]!), text);
}

/** Any values, for checks that only read the query. */
export const SOME_VALUES: Values = {
  instance: "home",
  floor: ".*",
  area: ".*",
  meter: ".*",
  cluster: ".*",
  price: "0.30",
  __range: "24h",
  __rate_interval: "5m",
  __interval: "2m",
};

/**
 * Several chosen values as Grafana writes them for a data source of type Prometheus: each escaped as a regular
 * expression, in brackets; a single one without brackets.
 */
export function chosen(values: readonly string[]): string {
  const escaped = values.map((value) => value.replaceAll(/[$^*{}[\]'+?.()|\\]/g, (character) => `\\\\${character}`));
  return escaped.length === 1 ? escaped[0]! : `(${escaped.join("|")})`;
}
