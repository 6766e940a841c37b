import { entityFamilies } from "../../entity-families.ts";
import type { DomainMapping } from "../domain-mapping.ts";
import type { AttributeSeries, StateSeries } from "./define-mapping.ts";
import { defineMapping } from "./define-mapping.ts";

/** A domain whose state is on or off by nature. */
export function onOff(domain: string, series: readonly AttributeSeries[] = []): DomainMapping {
  return defineMapping(domain, onOffState, series);
}

const onOffState: StateSeries = {
  states: ["on", "off"],
  atRest: ["off"],
  observe({ state }, _facts, out) {
    if (state === "on") out.value(entityFamilies.on, 1);
    else if (state === "off") out.value(entityFamilies.on, 0);
  },
};
