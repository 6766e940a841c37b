import { timeOf } from "./parts/attribute-series.ts";
import { onOff } from "./parts/on-off.ts";

export const scheduleMapping = onOff("schedule", [timeOf("schedule", "next_event", "When it next switches, in seconds since the epoch.")]);
