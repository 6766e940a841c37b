/** A lock shows this. */
export const lockStates = {
  kind: "set",
  states: ["locked", "unlocked", "locking", "unlocking", "open", "opening", "jammed"],
  atRest: ["locked"],
} as const;
