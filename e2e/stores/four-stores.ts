import { startMimir } from "../../tools/testbed/mimir/start-mimir.ts";
import { startPrometheus } from "../../tools/testbed/prometheus/start-prometheus.ts";
import type { Store } from "../../tools/testbed/prometheus/store.ts";
import { startVictoriaMetrics } from "../../tools/testbed/victoria-metrics/start-victoria-metrics.ts";

export const storeNames = ["Mimir", "VictoriaMetrics", "Prometheus", "Prometheus without a window"] as const;
export type StoreName = (typeof storeNames)[number];

export interface StoreUnderTest {
  readonly name: StoreName;
  readonly store: Store;
  /** Whether it takes samples behind newer ones. */
  readonly hasWindow: boolean;
  /** For the bridge's config. */
  readonly metrics: { readonly endpoint: string; readonly headers?: Readonly<Record<string, string>> };
}

const TENANT = "tiles";

/** Each as the docs want it, and one Prometheus as it comes out of the box. */
export async function startStores(): Promise<AsyncDisposable & { readonly all: readonly StoreUnderTest[] }> {
  await using stack = new AsyncDisposableStack();
  const mimir = stack.use(await startMimir({ tenant: TENANT }));
  const victoriaMetrics = stack.use(await startVictoriaMetrics());
  const prometheus = stack.use(await startPrometheus({ outOfOrderTimeWindow: "72h" }));
  const plain = stack.use(await startPrometheus({ outOfOrderTimeWindow: "0s" }));
  const all: StoreUnderTest[] = [
    { name: "Mimir", store: mimir, hasWindow: true, metrics: { endpoint: mimir.otlpUrl, headers: mimir.headers } },
    { name: "VictoriaMetrics", store: victoriaMetrics, hasWindow: true, metrics: { endpoint: victoriaMetrics.otlpUrl } },
    { name: "Prometheus", store: prometheus, hasWindow: true, metrics: { endpoint: prometheus.otlpUrl } },
    { name: "Prometheus without a window", store: plain, hasWindow: false, metrics: { endpoint: plain.otlpUrl } },
  ];
  const owned = stack.move();
  return { all, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
