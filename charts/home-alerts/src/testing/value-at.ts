import type { Ramp } from "./alert-case.ts";

/** What a number or a ramp that began at `from` is at an instant, both in seconds since the epoch. */
export function valueFrom(value: number | Ramp, from: number, at: number): number {
  return typeof value === "number" ? value : value.from + (value.perHour * (at - from)) / 3600;
}
