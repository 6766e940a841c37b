/**
 * The series alive now; of a target that has none, the last one within a day. What another service said last is true for
 * longer than that of a sensor, and an alert must not end because the service that told it is down.
 */
export function nowOrLastDay(selector: string, by: string): string {
  return `(${selector} or on (${by}) last_over_time(${selector}[1d]))`;
}
