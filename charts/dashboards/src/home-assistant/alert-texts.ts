import type { Severity } from "../../../home-alerts/src/alert.ts";
import { ALERTING, alertIds } from "../../../home-alerts/src/home-assistant-ids.ts";
import { jinjaList, plain } from "./templates.ts";

/** The first sentence a tired person reads. It says "all quiet" only when that is known. */
export const HEADLINE = `{%- set stopped = states('${ALERTING.stopped}') %}
{%- set critical = states('${ALERTING.count.critical}') | int(0) %}
{%- set warning = states('${ALERTING.count.warning}') | int(0) %}
{%- set info = states('${ALERTING.count.info}') | int(0) %}
{%- if stopped == 'on' %}
# Alerting has stopped

Nothing new is told until it works again. What is shown here may be old.
{%- elif stopped != 'off' %}
# Not known

ha-bridge is not connected, so nobody knows what fires.
{%- elif critical + warning + info == 0 %}
# All quiet

Nothing needs you.
{%- else %}
# {% if critical %}Act now{% elif warning %}Have a look today{% else %}Nothing is urgent{% endif %}
{%- endif %}`;

/** What was told last, fired or over. */
export const LAST_EVENT = `{%- set event = states['${ALERTING.events}'] %}
{%- set at = event.state | default('') | as_datetime(none) %}
{%- if at %}
{{ 'Over' if event.attributes.event_type == 'resolved' else 'Last' }}: ${plain("event.attributes.summary | default('')")} · {{ time_since(at) }}
{%- endif %}`;

/** What one alert fires for, a line each, and what to do about it. */
export function firingText(alert: string): string {
  return `{%- set id = '${alertIds(alert).problem}' %}
{%- set firing = state_attr(id, 'alerts') or [] %}
{%- for one in firing[:${SHOWN_PER_ALERT}] %}
{%- if not loop.first %}<br>{% endif -%}
**${plain("one.summary")}**
{%- set at = one.since | default('') | as_datetime(none) %}{% if at %} · {{ time_since(at) }}{% endif %}
{%- if one.silenced | default(false) %} · silenced{% endif %}
{%- else %}**${plain("state_attr(id, 'summary') or 'No more is known.'")}**
{%- endfor %}
{%- if firing | count > ${SHOWN_PER_ALERT} %}<br>and {{ firing | count - ${SHOWN_PER_ALERT} }} more{% endif %}
{%- if state_attr(id, 'description') %}

${plain("state_attr(id, 'description')")}
{%- endif %}`;
}

/** Alerts that fire and are not among those that the dashboard was made for. */
export function othersText(known: readonly string[]): string {
  return `{%- set known = ${jinjaList(known.map((alert) => alertIds(alert).problem))} %}
{%- for one in states.binary_sensor | selectattr('state', 'eq', 'on') if one.entity_id.startswith('${PROBLEM}') and one.entity_id not in known %}
{%- if loop.first %}
### Others
{% endif %}
**{{ one.entity_id[${PROBLEM.length}:] | replace('_', ' ') | capitalize }}**, {{ one.attributes.severity | default('of unknown severity') }}<br>${plain("one.attributes.summary | default('No more is known.')")}
{% endfor %}`;
}

/** The worst first. */
export const SEVERITIES: readonly { readonly severity: Severity; readonly title: string; readonly icon: string; readonly color: string }[] = [
  { severity: "critical", title: "Critical", icon: "mdi:alert-octagon", color: "red" },
  { severity: "warning", title: "Warnings", icon: "mdi:alert", color: "orange" },
  { severity: "info", title: "Good to know", icon: "mdi:information", color: "blue" },
];

const PROBLEM = "binary_sensor.alert_";
export const QUIET = '<ha-alert alert-type="success">Alerting works, and has nothing to say.</ha-alert>';
// A screen of text helps nobody; the rest is a number.
const SHOWN_PER_ALERT = 8;
