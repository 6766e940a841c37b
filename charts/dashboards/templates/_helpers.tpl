{{- define "dashboards.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.labels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* The files to install as a list of {name, path}; their names are the last part of the dashboards' uids. */}}
{{- define "dashboards.files" -}}
{{- $wanted := .Values.dashboards -}}
{{- $files := list -}}
{{- range $path, $_ := .Files.Glob "files/*.json" -}}
{{- $name := trimSuffix ".json" (base $path) -}}
{{- if or (kindIs "invalid" $wanted) (has $name $wanted) -}}
{{- $files = append $files (dict "name" $name "path" $path) -}}
{{- end -}}
{{- end -}}
{{- toJson $files -}}
{{- end }}
