import { dashboardFiles } from "../../charts/dashboards/src/render.ts";
import { catalogue } from "../../charts/home-alerts/src/catalogue.ts";
import { renderRules } from "../../charts/home-alerts/src/render-rules.ts";
import { renderErrorsDoc } from "./errors-doc.ts";
import { renderMetricsDoc } from "./metrics-doc.ts";

/** A file of the repository that a program writes. */
export interface GeneratedFile {
  /** From the root of the repository. */
  readonly path: string;
  render(): string | Promise<string>;
}

export const generatedFiles: readonly GeneratedFile[] = [
  { path: "docs/metrics.md", render: renderMetricsDoc },
  { path: "docs/errors.md", render: renderErrorsDoc },
  { path: "charts/home-alerts/files/rules.yaml", render: () => renderRules(catalogue) },
  ...dashboardFiles,
];
