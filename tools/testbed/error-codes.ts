import type { ErrorCodes } from "@tiles/kit/errors";

/** Codes of what gets and starts the real components; docs/errors.md is made from it. */
export const testbedErrorCodes = {
  TESTBED_APT: {
    meaning: "The Debian packages of a component could not be found.",
    remedy: "Check that this machine's package sources name a Debian mirror and that it answers.",
  },
  TESTBED_ARCH: {
    meaning: "This kind of processor has no recipe for Home Assistant's Python.",
    remedy: "Use a 64-bit x86 machine.",
  },
  TESTBED_GET: {
    meaning: "A step of getting a component failed; the end of its log is in the message.",
    remedy: "Read the log that the message names, then run the same again: what was downloaded or compiled is kept.",
  },
  TESTBED_GO: {
    meaning: "A component has to be compiled and there is no Go on this machine.",
    remedy: "Install Go 1.21 or later, or do without Prometheus and Mimir.",
  },
  TESTBED_START: {
    meaning: "A component did not become ready in time, or ended by itself; the end of its log is in the message.",
    remedy: "Read those lines. A busy machine is the usual reason for a late one.",
  },
} satisfies ErrorCodes;
