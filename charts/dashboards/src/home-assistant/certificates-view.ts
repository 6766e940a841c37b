import {
  FULL,
  HALF,
  heading,
  pressTile,
  section,
  text,
  tile,
  viewHeader,
  whileAny,
  whileState,
  whileThere,
  type Section,
  type View,
} from "./cards.ts";
import { targetIds } from "./entity-ids.ts";
import { jinjaList, plain } from "./templates.ts";

/** Per target: until when, whether it serves what it should, what went wrong, and a push. */
export function certificatesView(targets: readonly string[]): View {
  return {
    type: "sections",
    title: "Certificates",
    path: "certificates",
    icon: "mdi:certificate",
    max_columns: 3,
    header: viewHeader(headline(targets)),
    badges: [],
    sections: targets.map(targetSection),
  };
}

function headline(targets: readonly string[]): string {
  return `{%- set problems = ${jinjaList(targets.map((target) => targetIds(target).problem))} | map('states') | list %}
{%- set known = problems | select('in', ['on', 'off']) | list | count %}
{%- set bad = problems | select('eq', 'on') | list | count %}
{%- set ends = ${jinjaList(targets.map((target) => targetIds(target).expires))} | map('states') | map('as_datetime', none) | select | sort | list %}
{%- if known == 0 %}
# Not known

cert-distributor is not connected, so nothing is known of certificates.
{%- elif bad %}
# {{ bad }} of {{ known }} need you
{%- else %}
# All in order
{%- endif %}
{%- if ends %}

The next one ends in **{{ time_until(ends[0]) }}**; renewing comes long before.
{%- endif %}`;
}

function targetSection(target: string): Section {
  const ids = targetIds(target);
  const there = whileAny([whileThere(ids.expires), whileThere(ids.problem)]);
  const push = `Push the certificate of “${target}” now? What is served is looked at before and after; if it went wrong, the old one is put back.`;
  const failing = [whileState(ids.problem, "on")];
  return section(
    [
      heading(target, "mdi:certificate"),
      tile(ids.problem, "Needs you", FULL, { color: "red", icon: "mdi:alert-circle", hide_state: true, visibility: failing }),
      text(errorText(ids.lastError), { visibility: failing }),
      text(SERVES_ANOTHER, { visibility: [whileState(ids.inSync, "off")] }),
      tile(ids.inSync, "Serves what it should", FULL, {
        color: "green",
        icon: "mdi:check-decagram",
        hide_state: true,
        visibility: [whileState(ids.inSync, "on")],
      }),
      tile(ids.expires, "Ends", HALF, { icon: "mdi:calendar-end", color: "teal" }),
      pressTile(ids.push, "Push now", push, HALF, { icon: "mdi:upload-lock" }),
    ],
    { visibility: [there] },
  );
}

const SERVES_ANOTHER = '<ha-alert alert-type="warning">What it serves is not what it should serve.</ha-alert>';

function errorText(lastError: string): string {
  return `{%- set said = states('${lastError}') %}
{%- if said not in ['unknown', 'unavailable', '', 'none'] %}
${plain("said")}
{%- endif %}`;
}
