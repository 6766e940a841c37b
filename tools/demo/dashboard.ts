import { readFile } from "node:fs/promises";

/** Where the page is, below Home Assistant's address. */
export const DASHBOARD_PATH = "/house-alerts/alerts";

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
  return { "packages/dashboards.yaml": JSON.stringify({ lovelace: { dashboards: { "house-alerts": DASHBOARD } } }), "tiles/house.yaml": page };
}
