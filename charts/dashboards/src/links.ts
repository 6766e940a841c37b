import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import { type DashboardLink, DashboardLinkBuilder, DashboardLinkType } from "@grafana/grafana-foundation-sdk/dashboard";
import { LOKI, TEMPO } from "./variables.ts";

/** Every dashboard of the chart has this tag; the menu of dashboards goes by it. */
export const TAG = "tiles";

export type Link = Builder<DashboardLink>;

/** The other dashboards, with the house, floor, area and time that are chosen here. */
export function menuOfDashboards(): Link {
  return shownAtOnce(
    new DashboardLinkBuilder("Dashboards").type(DashboardLinkType.Dashboards).tags([TAG]).asDropdown(true).includeVars(true).keepTime(true),
  );
}

/** To another dashboard, with what is chosen here. `row` is one more variable and its value from the row or series. */
export function toDashboard(title: string, uid: string, ...variables: readonly string[]): Link {
  const chosen = variables.map((name) => `\${${name}:queryparam}`);
  return dataLink(title, `/d/${uid}?${["${__url_time_range}", "${datasource:queryparam}", ...chosen].join("&")}`);
}

/** To the logs of a Loki query in Explore; in `query` Grafana's data-link variables such as `${__field.labels.entity_id}` may stand. */
export function toLogs(title: string, query: string): Link {
  return dataLink(title, explore(LOKI, { refId: "A", expr: query, queryType: "range" }));
}

export function toTraces(title: string, query: string): Link {
  return dataLink(title, explore(TEMPO, { refId: "A", query, queryType: "traceql", limit: 50 }));
}

function explore(source: { readonly type: string; readonly uid: string }, query: Record<string, unknown>): string {
  const panes = { a: { datasource: source.uid, queries: [{ ...query, datasource: source }], range: { from: "${__from}", to: "${__to}" } } };
  return `/explore?schemaVersion=1&panes=${encodeExceptVariables(JSON.stringify(panes))}`;
}

// Grafana replaces variables in the URL as it stands, so they must not be encoded.
function encodeExceptVariables(text: string): string {
  return text
    .split(/(\$\{[^}]*\})/)
    .map((part, index) => (index % 2 === 1 ? part : encodeURIComponent(part)))
    .join("");
}

function dataLink(title: string, url: string): Link {
  return shownAtOnce(new DashboardLinkBuilder(title).type(DashboardLinkType.Link).url(url));
}

// The builder puts every link into the menu of controls; left out, it stands where people look for it.
function shownAtOnce(builder: DashboardLinkBuilder): Link {
  return {
    build() {
      const { placement: _, ...link } = builder.build();
      return link;
    },
  };
}
