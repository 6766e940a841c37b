import type { Alert } from "./alert.ts";
import { lightsOnAllNight } from "./lights-on-all-night.ts";

export const catalogue: readonly Alert[] = [lightsOnAllNight];
