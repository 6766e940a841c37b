/** A dashboard as Grafana reads it, so far as the checks look at it. */
export interface DashboardJson {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly time: { readonly from: string; readonly to: string };
  readonly refresh: string;
  readonly templating: { readonly list: readonly VariableJson[] };
  readonly panels: readonly PanelJson[];
}

export interface VariableJson {
  readonly name: string;
  readonly type: string;
  readonly query: string;
  readonly regex?: string;
  readonly datasource?: SourceJson;
  readonly multi?: boolean;
  readonly includeAll?: boolean;
  readonly allValue?: string;
}

export interface SourceJson {
  readonly type: string;
  readonly uid: string;
}

export interface PanelJson {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly datasource?: SourceJson;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly TargetJson[];
  readonly fieldConfig?: {
    readonly defaults: { readonly unit?: string; readonly noValue?: string; readonly mappings?: readonly unknown[] };
    readonly overrides: readonly {
      readonly matcher: { readonly options: unknown };
      readonly properties: readonly { readonly id: string; readonly value: unknown }[];
    }[];
  };
  readonly transformations?: readonly { readonly id: string; readonly options: Record<string, unknown> }[];
}

export interface TargetJson {
  readonly refId: string;
  readonly datasource: SourceJson;
  readonly expr?: string;
  readonly query?: string;
  readonly instant?: boolean;
  readonly range?: boolean;
  readonly interval?: string;
  readonly format?: string;
  readonly legendFormat?: string;
}

/** Panels that show something; rows are only headings. */
export function panelsOf({ panels }: DashboardJson): readonly PanelJson[] {
  return panels.filter(({ type }) => type !== "row");
}

/** Queries in PromQL; those to Loki and Tempo are others. */
export function metricTargets({ targets = [] }: PanelJson): readonly (TargetJson & { readonly expr: string })[] {
  return targets.filter((target): target is TargetJson & { expr: string } => target.datasource.type === "prometheus" && target.expr !== undefined);
}
