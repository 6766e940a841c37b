import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import {
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
  type VariableModel,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { HOUSE } from "./promql.ts";

export type Variable = Builder<VariableModel>;

export const PROMETHEUS = { type: "prometheus", uid: "${datasource}" };
export const LOKI = { type: "loki", uid: "${loki}" };
export const TEMPO = { type: "tempo", uid: "${tempo}" };

/** Mimir and VictoriaMetrics are data sources of type Prometheus too. */
export function metricsSource(): Variable {
  return new DatasourceVariableBuilder("datasource").label("Metrics").type("prometheus").description("Mimir, Prometheus or VictoriaMetrics");
}

export function logsSource(): Variable {
  return new DatasourceVariableBuilder("loki").label("Logs").type("loki").description("Where ha-bridge sends activity");
}

export function tracesSource(): Variable {
  return new DatasourceVariableBuilder("tempo").label("Traces").type("tempo").description("Where ha-bridge sends runs of automations");
}

/** One house at a time: two may have entities of the same name. */
export function house(): Variable {
  return labelValues("instance", "House", "ha_up", "instance").multi(false).includeAll(false).description("Name of the house in ha-bridge's config");
}

/** One of the places where a service of the infrastructure runs. */
export function instanceOf(metric: string, label: string): Variable {
  return labelValues("instance", label, metric, "instance").multi(true).includeAll(true).allValue(".*");
}

export function floor(): Variable {
  return namedIds("floor", "Floor", `max by (floor, floor_name) (ha_area_info{${HOUSE},floor!=""})`);
}

/** The areas of the chosen floors. */
export function area(): Variable {
  return namedIds("area", "Area", `max by (area, area_name) (ha_area_info{${HOUSE},floor=~"$floor"})`);
}

/** Values of a label as they are. */
export function labelValues(name: string, label: string, selector: string, of: string): QueryVariableBuilder {
  return query(name, label, `label_values(${selector}, ${of})`);
}

/** Shows names and uses ids: the result of `expr` has the labels `name` (or `id`) and `name_name`. */
export function namedIds(name: string, label: string, expr: string, id = name, shown = `${name}_name`): QueryVariableBuilder {
  // Two alternatives, matched one after the other, because stores order labels as they like.
  const regex = `/[{,]${shown}="(?<text>[^"]+)|[{,]${id}="(?<value>[^"]+)/g`;
  return query(name, label, `query_result(${expr})`).regex(regex).multi(true).includeAll(true).allValue(".*");
}

function query(name: string, label: string, text: string): QueryVariableBuilder {
  return new QueryVariableBuilder(name)
    .label(label)
    .datasource(PROMETHEUS)
    .query(text)
    .definition(text)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.NaturalAsc);
}
