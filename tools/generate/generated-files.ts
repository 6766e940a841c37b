import { renderMetricsDoc } from "./metrics-doc.ts";

/** A file of the repository that a program writes. */
export interface GeneratedFile {
  /** From the root of the repository. */
  readonly path: string;
  render(): string | Promise<string>;
}

export const generatedFiles: readonly GeneratedFile[] = [{ path: "docs/metrics.md", render: renderMetricsDoc }];
