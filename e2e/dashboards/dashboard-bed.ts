import { startHomeAssistant } from "../../tools/testbed/home-assistant/start-home-assistant.ts";
import { startPrometheus } from "../../tools/testbed/prometheus/start-prometheus.ts";
import type { Store } from "../../tools/testbed/prometheus/store.ts";
import { startVictoriaMetrics } from "../../tools/testbed/victoria-metrics/start-victoria-metrics.ts";
import { type BridgeProcess, startBridge } from "../support/bridge-process.ts";
import { type Gateway, startGateway } from "../support/gateway.ts";
import { startTcpProxy, type TcpProxy } from "../support/tcp-proxy.ts";
import { troubledFiles } from "../support/troubled-integration.ts";
import { until } from "../support/until.ts";
import { comeHome, spendTheEvening } from "./lively-house.ts";

export const storeNames = ["VictoriaMetrics", "Prometheus"] as const;
export type StoreName = (typeof storeNames)[number];

export interface DashboardBed extends AsyncDisposable {
  readonly stores: Readonly<Record<StoreName, Store>>;
}

const SEEN_WITHIN_MS = 60_000;
const PARTIAL = {
  kind: "answer",
  status: 200,
  headers: { "content-type": "application/json" },
  text: '{"partialSuccess":{"rejectedDataPoints":"1","errorMessage":"err-mimir-sample-timestamp-too-old"}}',
} as const;

/** One lively real house, told to two stores by a bridge each; the way to the stores has its troubles too. */
export async function startDashboardBed(): Promise<DashboardBed> {
  await using stack = new AsyncDisposableStack();
  const ha = stack.use(await startHomeAssistant({ files: await troubledFiles() }));
  const stores = { VictoriaMetrics: stack.use(await startVictoriaMetrics()), Prometheus: stack.use(await startPrometheus()) };
  const sides: { store: Store; gateway: Gateway; cable: TcpProxy; bridge: BridgeProcess }[] = [];
  for (const store of Object.values(stores)) {
    const gateway = stack.use(await startGateway(store.otlpUrl));
    const cable = stack.use(await startTcpProxy(ha.port));
    const bridge = stack.use(
      await startBridge({
        homeAssistant: { url: `http://127.0.0.1:${cable.port}`, token: ha.token, pingInterval: "1s", reconcileInterval: "2s" },
        metrics: { endpoint: gateway.endpoint, heartbeat: "2s" },
      }),
    );
    sides.push({ store, gateway, cable, bridge });
  }
  await Promise.all(sides.map(({ bridge }) => bridge.untilReady()));
  const untilSeen = (what: string, promql: string) =>
    Promise.all(
      sides.map(({ store }) =>
        until(what, SEEN_WITHIN_MS, async () => {
          await store.flush();
          return (await store.query(promql)).length > 0 ? true : undefined;
        }),
      ),
    );
  const partial = () => {
    for (const { gateway } of sides) gateway.next(PARTIAL);
  };

  // Counters begin with the first trouble; that has to be in the store before the next one can make them rise.
  for (const { cable } of sides) cable.cut();
  await untilSeen("the cut", "ha_bridge_reconnects_total");
  partial();
  await untilSeen("what was taken in part", "ha_bridge_partial_success_total");
  await comeHome(ha);
  await untilSeen("the leak", 'ha_on{entity_id="binary_sensor.laundry_leak"} == 1');
  await untilSeen("what was left out", "ha_bridge_dropped_total");
  await untilSeen("what was logged", 'ha_log_records_total{logger="tiles.evening"}');
  partial();
  await spendTheEvening(ha);
  await untilSeen("the silent bathroom", 'ha_entity_available{entity_id="light.bathroom"} == 0');
  const owned = stack.move();
  return { stores, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
