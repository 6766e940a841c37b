/**
 * How much each counter rose within that time. A counter that is there for the first time rose by its value: its first
 * sample comes with the first thing it counts, and `increase` alone would miss that one. It is new only where the store
 * knew its sender before, by `knownBy`, a series with the same `instance`; and where it was not there a day before, else a
 * gap would make it new. `by` are the labels that tell the counters apart, `instance` first.
 */
export function rise(selector: string, within: string, by: string, knownBy: string): string {
  return `(
  increase(${selector}[${within}]) > 0
  or (
    ${selector} > 0
    unless on (${by}) last_over_time(${selector}[1d] offset ${within})
    and on (instance) last_over_time(${knownBy}[1d] offset ${within})
  )
)`;
}
