import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import { type Dashboard, DashboardBuilder, DashboardCursorSync, type Panel, RowBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { menuOfDashboards, TAG } from "./links.ts";
import type { Variable } from "./variables.ts";

export interface Section {
  readonly title: string;
  readonly panels: readonly (Builder<Panel> & { id(id: number): unknown })[];
}

export interface Board {
  /** In addresses and in links to it; never changes. */
  readonly uid: BoardUid;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly variables: readonly Variable[];
  /** How far back one looks at first, such as `24h`. */
  readonly looksBack: string;
  readonly refresh: string;
  readonly sections: readonly Section[];
}

export type BoardUid = `${typeof TAG}-${string}`;

/** The dashboard in Grafana's own model. */
export function dashboardOf({ uid, title, description, tags, variables, looksBack, refresh, sections }: Board): Dashboard {
  const builder = new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags([TAG, ...tags])
    .timezone("browser")
    .time({ from: `now-${looksBack}`, to: "now" })
    .refresh(refresh)
    .tooltip(DashboardCursorSync.Crosshair)
    .editable()
    .variables([...variables])
    .link(menuOfDashboards());
  let id = 0;
  for (const section of sections) {
    builder.withRow(new RowBuilder(section.title).id(++id));
    for (const panel of section.panels) {
      panel.id(++id);
      builder.withPanel(panel);
    }
  }
  return builder.build();
}
