{{/*
The same as src/render/uses.ts and src/render/fill-in.ts, in Helm: a test compares what both make of many values.
*/}}

{{/* Seconds of a duration such as 90s, 30m, 2h, 7d. */}}
{{- define "home-alerts.seconds" -}}
{{- mul (regexFind "^[0-9]+" . | int64) (get (dict "s" 1 "m" 60 "h" 3600 "d" 86400) (regexFind "[smhd]$" .)) -}}
{{- end }}

{{/* A number as JavaScript writes it, a text as it is. */}}
{{- define "home-alerts.text" -}}
{{- if kindIs "string" . }}{{ . }}{{ else if eq (float64 .) (float64 (int64 .)) }}{{ int64 . }}{{ else }}{{ printf "%v" . }}{{ end -}}
{{- end }}

{{/* Matchers of {where, operator, matched}. */}}
{{- define "home-alerts.matchers" -}}
{{- $operator := .operator -}}
{{- $where := .where -}}
{{- range $pair := .matched -}}
{{- with get $where (first $pair) }},{{ last $pair }}{{ $operator }}"{{ join "|" . | replace "." "[.]" | replace "*" ".*" }}"{{ end -}}
{{- end -}}
{{- end }}

{{/* A vector of the entities that have one of the labels: {labels, range}. */}}
{{- define "home-alerts.labelled" -}}
last_over_time(ha_entity_label{label=~"{{ join "|" .labels }}"}[{{ .range }}])
{{- end }}

{{/* Set operators for labels and the quiet window: {use, catalogue}. */}}
{{- define "home-alerts.scope" -}}
{{- $guard := .catalogue.bridgedGuard -}}
{{- with get .use.where "labels" }}
and on (instance, entity_id) {{ include "home-alerts.labelled" (dict "labels" . "range" $guard) }}
{{- end }}
unless on (instance, entity_id) {{ include "home-alerts.labelled" (dict "labels" (prepend (get .use.except "labels" | default list) .catalogue.alertsOff) "range" $guard) }}
{{- include "home-alerts.quiet" . }}
{{- end }}

{{/* The quiet window alone: {use, catalogue}. */}}
{{- define "home-alerts.quiet" -}}
{{- with .use.quiet }}
unless on (instance) last_over_time(ha_window_active{window="{{ . }}"}[{{ $.catalogue.bridged }}]) == 1
{{- end }}
{{- end }}

{{/* A text with its tokens filled in: {text, use, catalogue}. */}}
{{- define "home-alerts.fillIn" -}}
{{- $text := .text -}}
{{- range $name, $value := .use.parameters -}}
{{- $written := include "home-alerts.text" $value -}}
{{- if kindIs "string" $value }}{{ $text = replace (printf "<<%s:seconds>>" $name) (include "home-alerts.seconds" $value) $text }}{{ end -}}
{{- $text = replace (printf "<<%s>>" $name) $written $text -}}
{{- end -}}
{{- $ofAreas := list (list "areas" "area") (list "floors" "floor") -}}
{{- $matched := concat (list (list "entities" "entity_id")) $ofAreas (list (list "deviceClasses" "device_class")) -}}
{{- range $token, $pairs := dict "<<where>>" $matched "<<areas>>" $ofAreas -}}
{{- $only := include "home-alerts.matchers" (dict "where" $.use.where "operator" "=~" "matched" $pairs) -}}
{{- $without := include "home-alerts.matchers" (dict "where" $.use.except "operator" "!~" "matched" $pairs) -}}
{{- $text = replace $token (print $only $without) $text -}}
{{- end -}}
{{- replace "<<scope>>" (include "home-alerts.scope" .) $text | replace "<<quiet>>" (include "home-alerts.quiet" .) -}}
{{- end }}

{{/* The defaults of an alert, and over them what the values say, as JSON: {alert, given}. */}}
{{- define "home-alerts.use" -}}
{{- $alert := .alert -}}
{{- $given := .given -}}
{{- $parameters := dict -}}
{{- range $name, $parameter := $alert.parameters -}}
{{- $_ := set $parameters $name (ternary (get $given $name) $parameter.default (hasKey $given $name)) -}}
{{- end -}}
{{- $where := get $given "where" | default dict -}}
{{- $said := false -}}
{{- $except := dict -}}
{{- range $list := list "entities" "areas" "floors" "labels" "deviceClasses" -}}
{{- if get $where $list }}{{ $said = true }}{{ end -}}
{{- $ours := get (get $alert "except" | default dict) $list | default list -}}
{{- $theirs := get (get $given "except" | default dict) $list | default list -}}
{{- $_ := set $except $list (concat $ours $theirs) -}}
{{- end -}}
{{- dict
  "name" (get $given "name")
  "severity" (get $given "severity" | default $alert.severity)
  "for" (get $given "for" | default $alert.for)
  "keepFiringFor" (get $given "keepFiringFor" | default $alert.keepFiringFor)
  "where" (ternary $where (get $alert "where" | default dict) $said)
  "except" $except
  "quiet" (get $given "quiet")
  "parameters" $parameters
  | toJson -}}
{{- end }}

{{/* One rule: {alert, use, catalogue}. */}}
{{- define "home-alerts.rule" -}}
{{- $alert := .alert -}}
{{- $use := .use -}}
{{- $expr := $alert.expr -}}
{{- with get $alert "exprWhen" -}}
{{- $value := get $use.parameters .parameter -}}
{{- $zero := ternary (eq (regexFind "^[0-9]+" (toString $value)) "0") (eq (toString $value) "0") (kindIs "string" $value) -}}
{{- if not $zero }}{{ $expr = .expr }}{{ end -}}
{{- end -}}
{{- $labels := dict "severity" $use.severity -}}
{{- with $use.name }}{{ $_ := set $labels "name" . }}{{ end -}}
{{- $annotations := dict
  "summary" (include "home-alerts.fillIn" (dict "text" $alert.summary "use" $use "catalogue" .catalogue))
  "description" (include "home-alerts.fillIn" (dict "text" $alert.whatToDo "use" $use "catalogue" .catalogue)) -}}
{{- $rule := dict
  "alert" $alert.name
  "expr" (include "home-alerts.fillIn" (dict "text" $expr "use" $use "catalogue" .catalogue))
  "labels" $labels
  "annotations" $annotations -}}
{{- if ne (include "home-alerts.seconds" $use.for) "0" }}{{ $_ := set $rule "for" $use.for }}{{ end -}}
{{- if ne (include "home-alerts.seconds" $use.keepFiringFor) "0" }}{{ $_ := set $rule "keep_firing_for" $use.keepFiringFor }}{{ end -}}
{{- toJson $rule -}}
{{- end }}

{{/* All groups that have rules, as JSON. */}}
{{- define "home-alerts.groups" -}}
{{- $catalogue := .Files.Get "files/catalogue.json" | fromJson -}}
{{- $values := .Values.alerts | default dict -}}
{{- $groups := list -}}
{{- range $group := $catalogue.groups -}}
{{- $rules := list -}}
{{- range $alert := $catalogue.alerts -}}
{{- if eq $alert.group $group -}}
{{- $given := get $values $alert.name -}}
{{- if not (hasKey $values $alert.name) }}{{ $given = dict "enabled" $alert.onByDefault }}{{ end -}}
{{- if not (kindIs "slice" $given) }}{{ $given = list $given }}{{ end -}}
{{- range $one := $given -}}
{{- if not (and (hasKey $one "enabled") (not $one.enabled)) -}}
{{- $use := include "home-alerts.use" (dict "alert" $alert "given" $one) | fromJson -}}
{{- $rules = append $rules (include "home-alerts.rule" (dict "alert" $alert "use" $use "catalogue" $catalogue) | fromJson) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if $rules }}{{ $groups = append $groups (dict "name" $group "rules" $rules) }}{{ end -}}
{{- end -}}
{{- toJson $groups -}}
{{- end }}
