import { BRIDGED_GUARD, LAST_WORD, nowOrLastKnown } from "./bridging.ts";

// Pieces of Go templates. Only functions that Prometheus, Mimir and vmalert all have: printf, query, first, label,
// value, toTime. vmalert tries a template without any data when it loads a rule, so every `first` is guarded.

const info = "ha_entity_info{instance=%[1]q,entity_id=%[2]q}";

/**
 * "Cellar lamp (Basement)"; without an area the name alone, without an info series the entity id. The names are
 * looked up here and not joined in the expression, so neither a doubled nor a missing info series, nor a new
 * name, can change or stop an alert.
 */
export const nameAndArea = namedBy(nowOrLastKnown(info, BRIDGED_GUARD));

/** The same for alerts that go on while nothing has been known of the entity for hours. */
export const rememberedNameAndArea = namedBy(nowOrLastKnown(info, LAST_WORD));

function namedBy(infos: string): string {
  return `{{- $name := $labels.entity_id }}{{ $area := "" -}}
{{- range query (printf \`topk by (instance, entity_id) (1, ${infos})\` $labels.instance $labels.entity_id) -}}
{{- with label "friendly_name" . }}{{ $name = . }}{{ end }}{{ $area = label "area_name" . -}}
{{- end -}}
{{ $name }}{{ with $area }} ({{ . }}){{ end }}`;
}

/** "Bathroom (Upper floor)" of an alert about an area, which has no entity; without its info the area's id. */
export const areaAndFloor = `{{- $name := $labels.area }}{{ $floor := "" -}}
{{- range query (printf \`topk by (instance, area) (1, last_over_time(ha_area_info{instance=%[1]q,area=%[2]q}[${BRIDGED_GUARD}]))\` $labels.instance $labels.area) -}}
{{- with label "area_name" . }}{{ $name = . }}{{ end }}{{ $floor = label "floor_name" . -}}
{{- end -}}
{{ $name }}{{ with $floor }} ({{ . }}){{ end }}`;

/**
 * "20:41" by the clocks of the house, with the day ("Fri 23 Oct 20:41") when it was more than a day before the
 * end of the night. A template knows no time zones: the bridge's UTC offset is added in PromQL, and it is the
 * offset of *then*, which is another one than today's after a clock change. A store that holds no offset of
 * then (a gap of more than a day, a younger store) gives the present one; without any, UTC is named.
 */
export function localTime(secondsVariable: string): string {
  return clock(secondsVariable, `max(last_over_time(ha_window_end_seconds{instance=%[1]q,window="night"}[${BRIDGED_GUARD}])) - %[2]f > 86400`);
}

/** The same for alerts that have nothing to do with the night: the day is there when it was more than 18 hours ago. */
export function localTimeOrDay(secondsVariable: string): string {
  return clock(secondsVariable, "vector(time()) - %[2]f > 64800");
}

function clock(secondsVariable: string, longAgo: string): string {
  return `{{ $format := "15:04" -}}
{{- range query (printf \`${longAgo}\` $labels.instance ${secondsVariable}) -}}
{{- $format = "Mon 2 Jan 15:04" -}}
{{- end -}}
{{- with query (printf \`%[2]f + (max(last_over_time(ha_utc_offset_seconds{instance=%[1]q}[1d] @ %[2]f)) or max(last_over_time(ha_utc_offset_seconds{instance=%[1]q}[1d])))\` $labels.instance ${secondsVariable}) -}}
{{ (. | first | value | toTime).UTC.Format $format }}
{{- else -}}
{{ (${secondsVariable} | toTime).UTC.Format $format }} UTC
{{- end }}`;
}
