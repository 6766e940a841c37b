import { LogsDedupStrategy, LogsSortOrder } from "@grafana/grafana-foundation-sdk/common";
import { PanelBuilder as LogsPanelBuilder } from "@grafana/grafana-foundation-sdk/logs";
import { DataqueryBuilder as LokiQueryBuilder } from "@grafana/grafana-foundation-sdk/loki";
import { PanelBuilder as TablePanelBuilder } from "@grafana/grafana-foundation-sdk/table";
import { DataqueryBuilder as TempoQueryBuilder, SearchTableType } from "@grafana/grafana-foundation-sdk/tempo";
import { LOKI, TEMPO } from "../variables.ts";

export interface ActivityFacts {
  readonly title: string;
  readonly description: string;
  readonly query: string;
  readonly width: number;
  readonly height: number;
  readonly empty: string;
}

const LINES = 200;
const TRACES = 50;

/** Lines from Loki, newest first. */
export function logs({ title, description, query, width, height, empty }: ActivityFacts): LogsPanelBuilder {
  return new LogsPanelBuilder()
    .title(title)
    .description(description)
    .datasource(LOKI)
    .span(width)
    .height(height)
    .unit("none")
    .noValue(empty)
    .withTarget(new LokiQueryBuilder().refId("A").datasource(LOKI).expr(query).queryType("range").maxLines(LINES))
    .showTime(true)
    .wrapLogMessage(true)
    .enableLogDetails(true)
    .dedupStrategy(LogsDedupStrategy.None)
    .sortOrder(LogsSortOrder.Descending);
}

/** Traces from Tempo; a click on one opens it. */
export function traces({ title, description, query, width, height, empty }: ActivityFacts): TablePanelBuilder {
  return new TablePanelBuilder()
    .title(title)
    .description(description)
    .datasource(TEMPO)
    .span(width)
    .height(height)
    .unit("none")
    .noValue(empty)
    .withTarget(
      new TempoQueryBuilder().refId("A").datasource(TEMPO).queryType("traceql").query(query).limit(TRACES).tableType(SearchTableType.Traces),
    );
}
