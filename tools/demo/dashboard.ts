import { readFile } from "node:fs/promises";
import type { HomeAssistantClient } from "../testbed/home-assistant/home-assistant-client.ts";

const URL_PATH = "house-alerts";

/** Where the page is, below Home Assistant's address. */
export const DASHBOARD_PATH = `/${URL_PATH}/alerts`;

const DASHBOARD = {
  mode: "yaml",
  filename: "tiles/house.yaml",
  title: "House",
  icon: "mdi:bell-alert",
  show_in_sidebar: true,
};

/** Files of Home Assistant that put the page about alerts into its sidebar, as docs/home-assistant.md says. */
export async function dashboardFiles(): Promise<Readonly<Record<string, string>>> {
  const page = await readFile(new URL("../../charts/dashboards/home-assistant/house.yaml", import.meta.url), "utf8");
  return { "packages/dashboards.yaml": JSON.stringify({ lovelace: { dashboards: { [URL_PATH]: DASHBOARD } } }), "tiles/house.yaml": page };
}

/** The name of the page in the sidebar, once Home Assistant has it there and it shows this entity. */
export async function titleInSidebar({ ws }: Pick<HomeAssistantClient, "ws">, entityId: string): Promise<string | undefined> {
  const dashboards = await ws<{ url_path: string; title: string; show_in_sidebar: boolean }[]>({ type: "lovelace/dashboards/list" });
  const ours = dashboards.find(({ url_path, show_in_sidebar }) => url_path === URL_PATH && show_in_sidebar);
  const page = await ws<{ views: { path: string }[] }>({ type: "lovelace/config", url_path: URL_PATH });
  const view = page.views.find(({ path }) => `/${URL_PATH}/${path}` === DASHBOARD_PATH);
  return JSON.stringify(view ?? {}).includes(entityId) ? ours?.title : undefined;
}
