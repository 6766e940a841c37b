import type { Program } from "../process/program.ts";
import type { PromqlClient } from "./promql-client.ts";

/** What Prometheus, Mimir and VictoriaMetrics have in common. */
export type Store = Program &
  PromqlClient & {
    readonly url: string;
    readonly port: number;
    readonly folder: string;
    /** OTLP base: `/v1/metrics` is appended to it. */
    readonly otlpUrl: string;
    /** Base of the query API: `/api/v1/query` is appended to it. */
    readonly queryUrl: string;
    readonly remoteWriteUrl: string;
    /** Makes everything written so far visible to queries. */
    flush(): Promise<void>;
  };
