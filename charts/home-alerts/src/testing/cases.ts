import { lightsOnAllNightCases } from "../lights-on-all-night.cases.ts";
import type { AlertCase } from "./alert-case.ts";

/** The cases of every alert, by its name. */
export const casesOf: Readonly<Record<string, readonly AlertCase[]>> = {
  LightsOnAllNight: lightsOnAllNightCases,
};
