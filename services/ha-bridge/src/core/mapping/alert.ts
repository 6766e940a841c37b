import { closedSet } from "./parts/closed-set.ts";

/** On is an alert that nobody has acknowledged, off one that somebody has, idle none. */
export const alertMapping = closedSet("alert", { states: ["idle", "on", "off"] });
