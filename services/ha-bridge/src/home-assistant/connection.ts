import type { Clock } from "@tiles/kit/clock";
import type { Backoff } from "@tiles/kit/retry";
import { backoffMs } from "@tiles/kit/retry";
import { AppError } from "@tiles/kit/errors";
import type { Secret, SecretFile } from "@tiles/kit/secret";
import type { Trust } from "@tiles/kit/trust";
import { systemTrust } from "@tiles/kit/trust";
import type { EntityFilter } from "../config.ts";
import type { Closed, HouseListener } from "../ports.ts";
import { runSession } from "./session.ts";
import { type OpenSocket, openSocket } from "./socket.ts";

export interface ConnectionOptions {
  readonly url: string;
  readonly tokenFile: SecretFile;
  readonly trust: Trust | undefined;
  readonly pingIntervalMs: number;
  readonly reconcileIntervalMs: number;
  readonly include: EntityFilter;
  readonly exclude: EntityFilter;
  readonly listener: HouseListener;
  readonly clock: Clock;
  readonly random: () => number;
  /** Runs a piece of work as a span of the bridge's own telemetry. */
  trace<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** A message that could not be read; the session ends and a new one begins. */
  onBadMessage(error: unknown): void;
}

// A restart of Home Assistant takes about 20 s; it must be seen within seconds of being back.
const RECONNECT: Backoff = { firstMs: 500, maxMs: 5_000, factor: 2, jitter: 0.2 };
// Each refused token counts as a failed login there, and may get this machine banned.
const REFUSED_TOKEN_RETRY_MS = 10 * 60_000;
const TOKEN_FILE_POLL_MS = 2_000;

/** Keeps connected until `signal` is aborted; each trouble is told to the listener and tried again. */
export async function stayConnected(options: ConnectionOptions, signal: AbortSignal): Promise<void> {
  const { listener, clock } = options;
  let attempt = 0;
  while (!signal.aborted) {
    let token: Secret | undefined;
    let open: OpenSocket | undefined;
    try {
      token = await options.tokenFile.read();
      const login = { url: options.url, token, trust: options.trust ?? systemTrust, signal, onBadMessage: options.onBadMessage };
      open = await options.trace("home_assistant.connect", () => openSocket(login));
      const serve: HouseListener = { ...listener, opened: (house, about) => ((attempt = 0), listener.opened(house, about)) };
      await runSession({ ...options, open, listener: serve, signal });
    } catch (error) {
      if (signal.aborted) return;
      listener.closed(error, howClosed(open, error));
      if (token !== undefined && error instanceof AppError && error.code === "BRIDGE_HA_AUTH")
        await otherToken(options, token, signal).catch(() => undefined);
      else await clock.sleep(backoffMs(RECONNECT, attempt++, options.random()), signal).catch(() => undefined);
    }
  }
}

function howClosed(open: OpenSocket | undefined, error: unknown): Closed {
  if (open !== undefined) return open.closedInOrder() ? "by Home Assistant" : "otherwise";
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause && cause.code === "ECONNREFUSED" ? "nobody listens" : "otherwise";
}

/** Waits for the token file to hold another token, or long enough to try the same one once more. */
async function otherToken({ clock, tokenFile }: ConnectionOptions, refused: Secret, signal: AbortSignal): Promise<void> {
  const giveUpAtMs = clock.monotonicMs() + REFUSED_TOKEN_RETRY_MS;
  while (clock.monotonicMs() < giveUpAtMs) {
    await clock.sleep(TOKEN_FILE_POLL_MS, signal);
    const token = await tokenFile.read().catch(() => refused);
    if (!token.equals(refused)) return;
  }
}
