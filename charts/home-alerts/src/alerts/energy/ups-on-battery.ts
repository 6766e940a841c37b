import type { Alert } from "../../alert.ts";
import { nowOrLastKnown } from "../../parts/bridging.ts";
import { UNLESS_JUST_STARTED } from "../../parts/since.ts";
import { nameAndArea } from "../../parts/summary.ts";

/** Some integrations give their binary sensor for mains power no class. */
const mainsLost = `${nowOrLastKnown('ha_on{domain="binary_sensor",device_class=~"|plug|power"<<where>>}')} == 0`;
const saysSo = `${nowOrLastKnown('ha_enum_state{domain="sensor",state=~"(?i)(on[ _]?)?battery.*|ob( .*)?"<<where>>}')} == 1`;

export const upsOnBattery = {
  name: "UpsOnBattery",
  group: "energy",
  severity: "warning",
  onByDefault: false,
  parameters: {},
  where: { labels: ["ups"] },
  for: "1m",
  expr: `max by (instance, entity_id, area, floor) (
  ${mainsLost}
  or on (instance, entity_id) ${saysSo}
)${UNLESS_JUST_STARTED}<<scope>>`,
  summary: `${nameAndArea} tells that the power is out and the UPS runs on battery`,
  whatToDo: "Look whether a fuse has tripped or the whole street is dark. Shut down what needs to end in order before the battery is empty.",
  meaning:
    "A binary sensor for mains power (plug, power or without a class) with the Home Assistant label `ups` has been off for a minute, or a sensor with that label says on battery. Give the label to that entity, not to the whole device.",
  cause: "A power cut, a fuse, or the plug of the UPS. A self-test takes less than a minute.",
} satisfies Alert;
