import type { Controls } from "./control-server.ts";
import type { OptionTypes, OptionValue } from "./double-options.ts";
import { startHomeAssistantDouble } from "./home-assistant/double.ts";
import { fitsPoint, type PointMatch } from "./otlp-receiver/answers.ts";
import { startOtlpReceiver } from "./otlp-receiver/receiver.ts";

export interface RunningDouble extends AsyncDisposable {
  readonly address: string;
  /** What a client needs to trust its TLS; null for plain HTTP. */
  readonly trust: { readonly caFile: string } | null;
  readonly logins: readonly Readonly<Record<string, unknown>>[];
  readonly controls: Controls;
}

export interface DoubleKind {
  readonly options: OptionTypes;
  readonly start: (options: Readonly<Record<string, OptionValue>>) => Promise<RunningDouble>;
}

/** The doubles that run by themselves: one file and one line each. `host` and `port` come from --listen. */
export const DOUBLE_KINDS: Readonly<Record<string, DoubleKind>> = {
  "home-assistant": {
    options: {
      entities: "integer",
      rate: "integer",
      tokens: "list",
      plainTokens: "list",
      version: "text",
      timeZone: "text",
      commitLagMs: "integer",
      maxRowsPerEntity: "integer",
      backPressure: "boolean",
      compression: "boolean",
      authTimeoutMs: "integer",
    },
    async start(options) {
      const double = await startHomeAssistantDouble({ entities: 50, ...options });
      const { url, token, states, counters, until: _until, [Symbol.asyncDispose]: dispose, ...rest } = double;
      const readable: Controls = { counters: () => counters, states: () => [...states.values()] };
      return {
        address: url,
        trust: null,
        logins: [{ token, isAdmin: true }],
        controls: { ...functionsOf(rest), ...readable },
        [Symbol.asyncDispose]: dispose,
      };
    },
  },
  "otlp-receiver": {
    options: {
      mode: ["all", "mimir", "prometheus"],
      outOfOrderWindowMs: "integer",
      maxRequestBytes: "integer",
      discard: "boolean",
    },
    async start(options) {
      const receiver = await startOtlpReceiver(options);
      const { endpoint, points, refused, requests, totals, waitFor: _waitFor, [Symbol.asyncDispose]: dispose, ...rest } = receiver;
      const readable: Controls = {
        points: (match: PointMatch = {}) => points.filter((point) => fitsPoint(match, point)),
        refused: () => refused,
        requests: () => requests.map(({ body: _body, ...entry }) => entry),
        totals: () => ({ ...totals, latency: totals.latency() }),
      };
      return { address: endpoint, trust: null, logins: [], controls: { ...functionsOf(rest), ...readable }, [Symbol.asyncDispose]: dispose };
    },
  },
};

function functionsOf(double: Readonly<Record<string, unknown>>): Controls {
  return Object.fromEntries(Object.entries(double).filter(([, value]) => typeof value === "function")) as Controls;
}
