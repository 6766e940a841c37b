import { fileURLToPath } from "node:url";
import { type HomeAssistant, startHomeAssistant } from "../../tools/testbed/home-assistant/start-home-assistant.ts";
import { type Prometheus, startPrometheus } from "../../tools/testbed/prometheus/start-prometheus.ts";
import { type BridgeProcess, startBridge } from "../support/bridge-process.ts";

/** The rules as they ship. */
const RULES = fileURLToPath(new URL("../../charts/home-alerts/files/rules.yaml", import.meta.url));
/** Slow enough for the backlog of a few seconds to be under way for many evaluations. */
const BACKLOG_RATE = 60;

/** A night that begins and ends when the story wants it. */
export const NIGHT = "input_boolean.vacation";

export const sideNames = ["a store with a window", "a store without a window"] as const;
export type SideName = (typeof sideNames)[number];

export interface Side {
  readonly store: Prometheus;
  readonly bridge: BridgeProcess;
}

/** One real house, seen by two bridges that differ only in what their store takes. */
export interface Bed extends AsyncDisposable {
  readonly ha: HomeAssistant;
  readonly sides: Readonly<Record<SideName, Side>>;
}

export async function startBed(): Promise<Bed> {
  await using stack = new AsyncDisposableStack();
  const ha = stack.use(await startHomeAssistant());
  const side = async (outOfOrderTimeWindow: string): Promise<Side> => {
    const store = stack.use(await startPrometheus({ outOfOrderTimeWindow, ruleFiles: [RULES], evaluationInterval: "1s" }));
    const bridge = stack.use(
      await startBridge({
        homeAssistant: { url: ha.url, token: ha.token },
        metrics: { endpoint: store.otlpUrl, backlogRate: BACKLOG_RATE },
        config: { windows: { night: { entity: NIGHT } } },
      }),
    );
    await bridge.untilReady();
    return { store, bridge };
  };
  const sides = { "a store with a window": await side("72h"), "a store without a window": await side("0s") };
  const owned = stack.move();
  return { ha, sides, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
