import type { Clock } from "@tiles/kit/clock";
import { AppError, describeError } from "@tiles/kit/errors";
import { type Backoff, backoffMs } from "@tiles/kit/retry";
import { Secret } from "@tiles/kit/secret";
import { isRefusal } from "./broker-errors.ts";
import type { HassMqttEvent } from "./hass-mqtt.ts";
import type { Login, Wire } from "./wire.ts";

/** A user name or password as it is now: `secretFile(...).read`, or a text. */
export type Credential = () => string | Secret | Promise<string | Secret>;

export interface StayConnectedOptions {
  readonly username: Credential | undefined;
  readonly password: Credential | undefined;
  readonly clock: Clock;
  readonly random: () => number;
  open(login: Login, signal: AbortSignal): Promise<Wire>;
  /** Uses the connection until it ends; rejects with the reason, or resolves because `signal` is aborted. */
  serve(wire: Wire, signal: AbortSignal): Promise<void>;
  onEvent(event: HassMqttEvent): void;
}

const RECONNECT: Backoff = { firstMs: 500, maxMs: 60_000, factor: 2, jitter: 0.3 };
// Each refused login may count towards a ban of this address.
const REFUSED_RETRY_MS = 10 * 60_000;
const LOGIN_POLL_MS = 2_000;
// A connection that ended sooner was no success: the next wait goes on growing.
const STABLE_MS = 10_000;

/** Keeps connected until `signal` is aborted. Each trouble is told and tried again: soon, or, when we were refused, late. */
export async function stayConnected(options: StayConnectedOptions, signal: AbortSignal): Promise<void> {
  const { clock, onEvent } = options;
  let attempt = 0;
  while (!signal.aborted) {
    let login: Login | undefined;
    let openedAtMs: number | undefined;
    try {
      login = await readLogin(options);
      const wire = await options.open(login, signal);
      openedAtMs = clock.monotonicMs();
      await options.serve(wire, signal);
    } catch (error) {
      if (signal.aborted) return;
      const trouble = asAppError(error);
      if (openedAtMs !== undefined) onEvent({ kind: "disconnected", error: trouble });
      if (openedAtMs !== undefined && clock.monotonicMs() - openedAtMs > STABLE_MS) attempt = 0;
      if (login !== undefined && isRefusal(trouble)) {
        onEvent({ kind: "refused", error: trouble, retryAfterMs: REFUSED_RETRY_MS });
        await otherLogin(options, login, signal).catch(() => undefined);
      } else {
        const retryAfterMs = backoffMs(RECONNECT, attempt++, options.random());
        onEvent({ kind: "unreachable", error: trouble, retryAfterMs });
        await clock.sleep(retryAfterMs, signal).catch(() => undefined);
      }
    }
  }
}

/** Waits until user or password are others, or long enough to try the same ones once more. */
async function otherLogin(options: StayConnectedOptions, refused: Login, signal: AbortSignal): Promise<void> {
  const giveUpAtMs = options.clock.monotonicMs() + REFUSED_RETRY_MS;
  while (options.clock.monotonicMs() < giveUpAtMs) {
    await options.clock.sleep(LOGIN_POLL_MS, signal);
    const now = await readLogin(options).catch(() => refused);
    if (!isEqual(now.username, refused.username) || !isEqual(now.password, refused.password)) return;
  }
}

/** What the login is now. */
export async function readLogin({ username, password }: Pick<StayConnectedOptions, "username" | "password">): Promise<Login> {
  return { username: await read(username), password: await read(password) };
}

async function read(credential: Credential | undefined): Promise<Secret | undefined> {
  const value = await credential?.();
  return typeof value === "string" ? new Secret(value) : value;
}

function isEqual(one: Secret | undefined, other: Secret | undefined): boolean {
  return one === undefined || other === undefined ? one === other : one.equals(other);
}

function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError({
    code: "MQTT_UNREACHABLE",
    thing: "MQTT",
    tried: "using the connection",
    cameBack: describeError(error),
    whatToDo: "It is tried again by itself.",
    cause: error,
  });
}
