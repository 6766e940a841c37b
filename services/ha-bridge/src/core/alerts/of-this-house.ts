import type { ReportedAlert } from "./reported-alert.ts";

export interface HouseRules {
  /** Name of this house, the label `instance` of all its series. */
  readonly instance: string;
  /** The alert that always fires to show that alerting works; it is no trouble of anybody. */
  readonly deadManAlert: string;
  /** Alerts whose rules are evaluated for each house: their `instance` is the name of a house. */
  readonly houseAlerts: ReadonlySet<string>;
}

/**
 * Whether people of this house are to see the alert. Two houses may share one store, so:
 * 1. the dead-man alert, and alerts of severity `none` (by convention not meant for people), are never shown;
 * 2. without `instance`, or with this house's, it is shown;
 * 3. with another `instance` it is another house's when it is about an entity, comes from a bridge's series
 *    (`job="ha-bridge"`) or is one of the alerts that are evaluated for each house;
 * 4. what is left is about infrastructure, where `instance` is the address of a host: that concerns every house.
 */
export function isShownHere({ name, labels }: ReportedAlert, { instance, deadManAlert, houseAlerts }: HouseRules): boolean {
  if (name === "" || name === deadManAlert || labels["severity"] === "none") return false;
  const place = labels["instance"] ?? "";
  if (place === "" || place === instance) return true;
  return !("entity_id" in labels || labels["job"] === "ha-bridge" || houseAlerts.has(name));
}
