/**
 * The millisecond under which a change of Home Assistant is stored. Rounded to microseconds by the fraction alone: the
 * whole time in microseconds has steps of 0.25, which carries one change in some thousands into the next millisecond.
 */
export function changeMs(seconds: number): number {
  const whole = Math.floor(seconds);
  return whole * 1000 + Math.floor(Math.round((seconds - whole) * 1e6) / 1000);
}
