import { ALERTS_OFF } from "../render/fill-in.ts";
import { BRIDGED_GUARD, nowOrLastKnown } from "./bridging.ts";
import { failingEntries } from "./config-entries.ts";

/** Every entity of these that belongs to a device, with `device_id`: one of each, however often its info is there. */
export function ofDevices(matchers = ""): string {
  return `topk by (instance, entity_id) (1, ${nowOrLastKnown(`ha_entity_info{device_id!=""${matchers}}`, BRIDGED_GUARD)})`;
}

/** A value of each entity that belongs to a device, with `device_id`. */
export function withDevice(vector: string): string {
  return `${vector} * on (instance, entity_id) group_left (device_id) ${ofDevices()}`;
}

/** Behind a vector of devices: those of which at least one entity was asked for and wants alerts. */
export function andAskedFor(selector: string): string {
  return `
and on (instance, device_id) (
  ${withDevice(`(
    last_over_time(${selector}[${BRIDGED_GUARD}])<<scope>>
  )`)}
)
unless on (instance, device_id) (
  ${ofDevices()}
  and on (instance, entity_id) last_over_time(ha_entity_label{label="${ALERTS_OFF}"}[${BRIDGED_GUARD}])
)`;
}

/** Behind a vector of devices: without those whose integration does not work, which is an alert of its own. */
export const UNLESS_INTEGRATION_FAILS = `
unless on (instance, device_id) (
  ${ofDevices()}
  and on (instance, config_entry) label_replace(${failingEntries}, "config_entry", "$1", "entry_id", "(.*)")
)`;

const info = `topk(1, ${nowOrLastKnown("ha_entity_info{instance=%[1]q,device_id=%[2]q}", BRIDGED_GUARD)})`;

/** "Radiator valve (Kitchen)", as nameAndArea says of an entity; a device without an info series is its id. */
export const deviceAndArea = `{{- $name := $labels.device_id }}{{ $area := "" -}}
{{- range query (printf \`${info}\` $labels.instance $labels.device_id) -}}
{{- with label "device" . }}{{ $name = . }}{{ end }}{{ $area = label "area_name" . -}}
{{- end -}}
{{ $name }}{{ with $area }} ({{ . }}){{ end }}`;
