import { boards } from "./boards.ts";
import { type Board, dashboardOf } from "./dashboard.ts";
import { TAG } from "./links.ts";

/** The JSON that Grafana imports, byte for byte the same each time. */
export function renderDashboard(board: Board): string {
  return `${JSON.stringify(dashboardOf(board), undefined, 2)}\n`;
}

/** The chart's generated files, with paths from the root of the repository. */
export const dashboardFiles = boards.map((board) => ({
  path: `charts/dashboards/files/${board.uid.slice(TAG.length + 1)}.json`,
  render: () => renderDashboard(board),
}));
