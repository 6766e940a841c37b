/** The millisecond under which a change of Home Assistant is stored. */
export function changeMs(seconds: number): number {
  return Math.floor(Math.round(seconds * 1e6) / 1000);
}
