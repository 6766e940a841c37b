import type { KnownAlert } from "./core/alerts/alert-view.ts";

/** Alerts that have their entities in Home Assistant from the beginning: those that are on without anybody's doing. */
export const knownAlerts: readonly KnownAlert[] = [{ name: "LightsOnAllNight", severity: "info", title: "Lights on all night" }];
