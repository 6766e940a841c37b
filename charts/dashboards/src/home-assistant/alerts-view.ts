import type { Severity } from "../../../home-alerts/src/alert.ts";
import { ALERTING, alertIds } from "../../../home-alerts/src/home-assistant-ids.ts";
import { firingText, HEADLINE, LAST_EVENT, othersText, QUIET, SEVERITIES } from "./alert-texts.ts";
import {
  badge,
  FULL,
  heading,
  iconButton,
  MOST,
  section,
  text,
  tile,
  viewHeader,
  whileAbove,
  whileAny,
  whileBelow,
  whileState,
  whileThere,
  type Card,
  type Section,
  type View,
} from "./cards.ts";

/** What the dashboard has to know of an alert; the catalogue has it. */
export interface ShownAlert {
  readonly name: string;
  readonly severity: Severity;
  /** Else the name, in words. */
  readonly title?: string;
  /** That it fires is how things should be, so it has no place among what fires. */
  readonly alwaysFires?: boolean;
}

/** What fires, the worst first, each with its sentence and its button; silence while nothing does. */
export function alertsView(all: readonly ShownAlert[]): View {
  const alerts = all.filter(({ alwaysFires }) => alwaysFires !== true);
  return {
    type: "sections",
    title: "Alerts",
    path: "alerts",
    icon: "mdi:bell-alert",
    max_columns: 3,
    header: viewHeader(HEADLINE),
    badges: [
      ...SEVERITIES.map(({ severity, title, icon, color }) =>
        badge(ALERTING.count[severity], title, color, [whileAbove(ALERTING.count[severity], 0)], { icon }),
      ),
      badge(ALERTING.stopped, "Alerting", "red", [whileState(ALERTING.stopped, "on")], { icon: "mdi:heart-broken" }),
    ],
    sections: [...SEVERITIES.flatMap((each) => severitySection(each, alerts)), othersSection(alerts), quietSection(), historySection()],
  };
}

function severitySection({ severity, title, icon, color }: (typeof SEVERITIES)[number], alerts: readonly ShownAlert[]): readonly Section[] {
  const ofIt = alerts.filter((alert) => alert.severity === severity);
  if (ofIt.length === 0) return [];
  const firing = whileAny(ofIt.map(({ name }) => whileState(alertIds(name).problem, "on")));
  return [section([heading(title, icon), ...ofIt.flatMap((alert) => firingCards(alert, icon, color))], { visibility: [firing] })];
}

function firingCards(alert: ShownAlert, icon: string, color: string): readonly Card[] {
  const { problem, silence } = alertIds(alert.name);
  const title = alert.title ?? inWords(alert.name);
  const visibility = [whileState(problem, "on")];
  const question = `Silence “${title}” for 4 hours, for all it fires for now? It comes back after that if it still holds.`;
  return [
    tile(problem, title, MOST, { icon, color, hide_state: true, visibility }),
    iconButton("button.press", silence, "mdi:bell-sleep", question, { visibility: [...visibility, whileThere(silence)] }),
    text(firingText(alert.name), { visibility }),
  ];
}

function othersSection(alerts: readonly ShownAlert[]): Section {
  return section([text(othersText(alerts.map(({ name }) => name)))]);
}

function quietSection(): Section {
  const counts = Object.values(ALERTING.count);
  const quiet = [whileState(ALERTING.stopped, "off"), ...counts.map((count) => whileBelow(count, 1))];
  return section([text(QUIET)], { visibility: quiet });
}

// How many fired and what was told last. A logbook of all alerts would be a screen of `OK` after each start of the bridge.
function historySection(): Section {
  // The graph's own colors are blue, yellow, red.
  const entities = SEVERITIES.toReversed().map(({ severity, title }) => ({ entity: ALERTING.count[severity], name: title }));
  const graph = { type: "history-graph", entities, hours_to_show: 24, min_y_axis: 0, grid_options: FULL };
  const visibility = SEVERITIES.map(({ severity }) => whileThere(ALERTING.count[severity]));
  return section([heading("Last 24 hours", "mdi:history"), text(LAST_EVENT), graph], { visibility });
}

/** `LightsOnAllNight` is `Lights on all night`. */
export function inWords(name: string): string {
  const words = name.replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1 $2").replaceAll(/([a-z\d])([A-Z])/g, "$1 $2");
  const small = words.replaceAll(/ ([A-Z])(?=[a-z])/g, (_, letter: string) => ` ${letter.toLowerCase()}`);
  return small.replace(/home assistant/i, "Home Assistant").replaceAll(/\b(ups|dns|nas|wan|co2)\b/gi, (word) => word.toUpperCase());
}
