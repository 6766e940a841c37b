import { join } from "node:path";
import { type Clock, systemClock } from "@tiles/kit/clock";
import { startHealthServer } from "@tiles/kit/health-server";
import { createHttp } from "@tiles/kit/http";
import type { Logger } from "@tiles/kit/logger";
import { createReadiness } from "@tiles/kit/readiness";
import { openStateDirectory } from "@tiles/kit/state-directory";
import { startTelemetry } from "@tiles/kit/telemetry";
import { systemTrust } from "@tiles/kit/trust";
import { type Bridge, createBridge } from "./bridge.ts";
import type { Config } from "./config.ts";
import { createEvents } from "./events.ts";
import { stayConnected } from "./home-assistant/connection.ts";
import { observe } from "./instruments.ts";
import { deadLetterFile } from "./otlp/dead-letter.ts";
import { createHttpSender } from "./otlp/http-sender.ts";
import { keepProbing } from "./keep-probing.ts";
import { houseAlerts, knownAlerts } from "./known-alerts.ts";
import { createSender } from "./otlp/sender.ts";
import type { StoreWindow } from "./otlp/store-window.ts";
import { ownPointsOf } from "./own-points.ts";
import { openSpool } from "./spool/spool.ts";
import { traced, tracedSender } from "./tracing.ts";

export interface Overrides {
  readonly logger: Logger;
  readonly version: string;
  readonly clock?: Clock;
  readonly random?: () => number;
}

export interface RunningBridge extends AsyncDisposable {
  /** Address of the health server, when there is one. */
  readonly url: string | undefined;
  /** Aborted when the state directory was taken over by somebody else: the process has to end. */
  readonly lost: AbortSignal;
}

// Enough for a last request; what is not accepted by then waits on disk.
const DRAIN_MS = 5_000;

const PROBE_FIRST_MS = 3_000;

/** Starts the bridge; a failed start closes what was opened. Closing: stop listening, flush, drain, checkpoint. */
export async function startHaBridge(config: Config, overrides: Overrides): Promise<RunningBridge> {
  const { logger, clock = systemClock, random = Math.random } = overrides;
  await using stack = new AsyncDisposableStack();
  const stop = new AbortController();
  const instance = config.homeAssistant.name;

  const state = stack.use(await openStateDirectory(config.stateDir, { name: "ha-bridge run", clock, signal: stop.signal, logger }));
  const telemetry = stack.use(await startTelemetry(config.telemetry, { service: "ha-bridge", version: overrides.version, instance, logger }));
  const readiness = createReadiness(clock);
  let bridge: Bridge | undefined;
  const events = createEvents({
    logger,
    meter: telemetry.meter,
    readiness,
    now: () => clock.now(),
    endpoint: config.metrics.endpoint,
    checkpointWanted: () => void bridge?.checkpoint(),
  });
  const spool = stack.use(
    await openSpool({
      directory: join(state.path, "spool-metrics"),
      maxBytes: config.metrics.spool.maxBytes,
      maxAgeMs: config.metrics.spool.maxAge,
      clock,
      events: events.spool,
    }),
  );
  const http = stack.use(createHttp({ trust: config.metrics.trust ?? systemTrust, userAgent: `ha-bridge/${overrides.version}` }));
  const { endpoint, headers, headerFiles, backlogRate } = config.metrics;
  const send = tracedSender(createHttpSender({ http, endpoint, signal: "metrics", headers, headerFiles, clock }), telemetry.tracer);
  const deadLetter = deadLetterFile(join(state.path, "dead-letter.jsonl"));
  const overtaken = () => bridge?.overtaken();
  const sender = createSender({ spool, http: send, clock, random, events: events.sender, deadLetter, backlogRate, overtaken });

  bridge = createBridge({ config, clock, spool, events, ownPoints: async () => ownPointsOf(await telemetry.collect()) });
  const running = bridge;
  observe(telemetry.meter, () => running.observed());

  const { house, houseRead, controls } = running;
  const told = { house, houseRead, controls, knownAlerts, houseAlerts, clock, random, logger, meter: telemetry.meter, readiness };
  // MQTT is loaded only where it is wanted.
  const alerts =
    config.alerts &&
    stack.use(await (await import("./start-alerts.ts")).startAlerts(config, { ...told, version: overrides.version, stateDir: state.path }));
  const server =
    config.server &&
    stack.use(
      await startHealthServer({
        ...config.server,
        token: config.server.tokenFile,
        ready: () => readiness.report(),
        metrics: () => telemetry.metricsText(),
        routes: alerts?.routes ?? [],
        logger,
      }),
    );

  const { url, tokenFile, trust, pingInterval, reconcileInterval } = config.homeAssistant;
  const connection = {
    url,
    tokenFile,
    trust,
    pingIntervalMs: pingInterval,
    reconcileIntervalMs: reconcileInterval,
    ...config.entities,
    listener: running.listener,
    clock,
    random,
    trace: <T>(name: string, work: () => Promise<T>) => traced(telemetry.tracer, name, work),
    onBadMessage: (error: unknown) => events.badMessage(error),
  };
  const sending = new AbortController();
  const probed = Promise.withResolvers<void>();
  const found = (window: StoreWindow) => {
    running.setWindow(window);
    sender.setWindow(window);
    events.storeWindow(window);
    probed.resolve();
  };
  // How old a first sample may be depends on the store, so it is asked first; a store that is away is not waited for.
  const connect = async () => {
    await Promise.race([probed.promise, clock.sleep(PROBE_FIRST_MS, stop.signal)]);
    await stayConnected(connection, stop.signal);
  };
  const loops = [
    own("connection", connect()),
    own("bridge", running.run(stop.signal)),
    own("alerts", alerts?.run(stop.signal) ?? Promise.resolve()),
    own("probe", keepProbing({ http: send, series: running.probeSeries, instance, clock, found }, stop.signal)),
  ];
  const sent = own("sender", sender.run(sending.signal));
  stack.defer(async () => {
    stop.abort();
    await Promise.all(loops);
    await running.flush();
    await sender.drain(DRAIN_MS);
    sending.abort();
    await sent;
    await running.checkpoint();
  });
  const closing = stack.move();
  return { url: server?.url, lost: state.lost, [Symbol.asyncDispose]: () => closing.disposeAsync() };

  async function own(what: string, loop: Promise<unknown>): Promise<void> {
    try {
      await loop;
    } catch (error) {
      if (!stop.signal.aborted) events.failed(what, error);
    }
  }
}
