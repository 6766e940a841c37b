import type { Alert } from "../../alert.ts";
import { lowBatteries } from "../../parts/batteries.ts";
import { BRIDGED_GUARD, nowOrLastKnown } from "../../parts/bridging.ts";
import { houseClock } from "../../parts/house-clock.ts";

/** A summary is read on a phone. */
const NAMED_AT_MOST = 20;

const ofThisHouse = lowBatteries("<<below>>", ",instance=%[1]q");
const info = `topk by (instance, entity_id) (1, ${nowOrLastKnown('ha_entity_info{instance=%[1]q,friendly_name!=""}', BRIDGED_GUARD)})`;

/** With its names where it has them: a battery whose info is missing is told by its id. */
const named = `sort(bottomk(${NAMED_AT_MOST}, ${ofThisHouse} * on (instance, entity_id) group_left (friendly_name, area_name) ${info} or on (instance, entity_id) ${ofThisHouse}))`;

/** One list a week and house, on the day on which somebody buys batteries. Its value is how many are low. */
export const batteryLow = {
  name: "BatteryLow",
  group: "batteries",
  severity: "info",
  onByDefault: true,
  parameters: {
    below: { kind: "number", default: 15, unit: "%", help: "the charge under which a battery is low" },
    weekday: { kind: "number", default: 6, unit: "day of the week", help: "the day on which they are told; 0 is Sunday, 6 is Saturday" },
    hour: { kind: "number", default: 10, unit: "o'clock", help: "the hour from which they are told, by the clocks of the house, for 10 hours" },
  },
  expr: `count by (instance) ${lowBatteries("<<below>>")}
and on (instance) day_of_week(${houseClock}) == <<weekday>>
and on (instance) hour(${houseClock}) >= <<hour>> < <<hour>> + 10`,
  summary: `{{ $value | printf "%.0f" }} {{ if eq $value 1.0 }}battery is{{ else }}batteries are{{ end }} low in {{ $labels.instance }}: {{ range $place, $battery := query (printf \`${named}\` $labels.instance) }}{{ if $place }}, {{ end }}{{ with label "friendly_name" $battery }}{{ . }}{{ else }}{{ label "entity_id" $battery }}{{ end }}{{ with label "area_name" $battery }} ({{ . }}){{ end }}{{ with value $battery }} {{ . | printf "%.0f" }} %{{ end }}{{ end }}{{ if gt $value ${NAMED_AT_MOST}.0 }} and more{{ end }}`,
  whatToDo: "Buy and change them. A battery that need not be told gets the label alerts_off in Home Assistant.",
  meaning: `Once a week, from 10 to 20 o'clock on Saturday unless something else is said, all batteries of a house that are under \`below\` or that call themselves low, the emptiest ${NAMED_AT_MOST} by name. A battery that died within the week is among them with its last charge; phones and tablets are not.`,
  cause: "Batteries get empty.",
} satisfies Alert;
