import type { ErrorCodes } from "@tiles/kit/errors";

/** Codes of the demo; docs/errors.md is made from it. */
export const demoErrorCodes = {
  DEMO_ALERT: {
    meaning: "The alert fires for something else than the light that was left on.",
    remedy: "Look at the rule file; the message names what it fires for.",
  },
  DEMO_SLOW: {
    meaning: "The shortened night had begun before the demo was ready for it.",
    remedy: "Run it again when the machine is less busy.",
  },
  DEMO_WAIT: {
    meaning: "Something that the demo waited for did not come in time; the message says what and what was seen instead.",
    remedy: "Read the last lines of the component's log in the message, then run it again.",
  },
} satisfies ErrorCodes;
