/**
 * Time-weighted means over the parameter `over`: a sample for each step, however often the sensor reports. Known for two
 * thirds of the time at least, so that a sensor that is new or was away is not judged by its first values.
 */
export function meanOf(selector: string, step: keyof typeof STEP_SECONDS = "1m"): string {
  return meanBy("instance, entity_id, area, floor", selector, step);
}

/** The same of an expression with a value for each area. */
export function meanOfArea(expr: string, step: keyof typeof STEP_SECONDS = "1m"): string {
  return meanBy("instance, area, floor", expr, step);
}

const STEP_SECONDS = { "1m": 60, "10m": 600 } as const;

function meanBy(labels: string, expr: string, step: keyof typeof STEP_SECONDS): string {
  return `(
  max by (${labels}) (avg_over_time(${expr}[<<over>>:${step}]))
  and on (${labels}) (max by (${labels}) (count_over_time(${expr}[<<over>>:${step}])) >= <<over:seconds>> / ${(STEP_SECONDS[step] * 3) / 2})
)`;
}
