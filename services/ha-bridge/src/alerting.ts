import { isDeepStrictEqual } from "node:util";
import type { Clock } from "@tiles/kit/clock";
import { coalesced } from "@tiles/kit/coalesced";
import { AppError } from "@tiles/kit/errors";
import type { AlertEvents } from "./alert-events.ts";
import type { AlertMemory, AlertMemoryFile } from "./alerts/memory.ts";
import type { AlertScreen } from "./alerts/show.ts";
import type { WebhookMessage } from "./alerts/webhook-body.ts";
import { type AlertFacts, advanceBoard } from "./core/alerts/advance-board.ts";
import { describeAlert, type HouseNames, type KnownAlert, viewOf } from "./core/alerts/alert-view.ts";
import type { AlertEvent } from "./core/alerts/board.ts";
import { advanceDeadMan, whyStopped } from "./core/alerts/dead-man.ts";
import type { HouseRules } from "./core/alerts/of-this-house.ts";
import type { ReportedAlert } from "./core/alerts/reported-alert.ts";
import type { Alertmanager } from "./ports.ts";

export interface AlertingOptions {
  readonly rules: HouseRules;
  readonly knownAlerts: readonly KnownAlert[];
  /** How long the dead-man alert may be away. */
  readonly deadManAfterMs: number;
  readonly pollIntervalMs: number;
  readonly alertmanager: Alertmanager | undefined;
  readonly screen: AlertScreen;
  readonly memory: Pick<AlertMemoryFile, "write">;
  /** What a former process wrote there. */
  readonly remembered: AlertMemory;
  readonly house: HouseNames;
  /** Resolves when the house was read, so that its names are known, or when that takes too long. */
  readonly houseRead: Promise<void>;
  /** Best effort within its own deadline; never rejects. */
  causeOf(alert: ReportedAlert): Promise<string | undefined>;
  readonly clock: Clock;
  readonly events: AlertEvents;
}

export interface Alerting {
  readonly firing: readonly ReportedAlert[];
  /** A notification has come; resolves when the broker has what follows from it. */
  receive(message: WebhookMessage): Promise<void>;
  /** Looks at Alertmanager now, where there is one, and shows what is known. */
  refresh(): Promise<void>;
  /** Looks, shows and keeps the time of the dead man, until aborted. */
  run(signal: AbortSignal): Promise<void>;
}

/**
 * Brings what fires into Home Assistant:
 * 1. With an Alertmanager its answer is the truth, and a notification is only the occasion to ask it.
 * 2. What follows is written down, then shown, then the events are fired, then that is written down. A process that
 *    is killed between the last two fires an event twice: better than never, and its `id` tells.
 */
export function createAlerting(options: AlertingOptions): Alerting {
  const { rules, alertmanager, screen, memory, clock, events } = options;
  let { board, deadMan } = options.remembered;
  let provenAtMs = clock.monotonicMs();
  let written: AlertMemory = options.remembered;
  const stop = new AbortController();
  const causes = new WeakMap<AlertEvent, Promise<string | undefined>>();

  const save = coalesced(async () => {
    const now = { board, deadMan };
    if (!isWorthWriting(now, written)) return;
    try {
      await memory.write(now);
      written = now;
      events.remembered();
    } catch (error) {
      // To be told twice after a restart is better than not to be told now.
      events.notRemembered(error);
    }
  });

  const show = coalesced(async () => {
    await save();
    await options.houseRead;
    // Asked for at once, so that the answer is there by the time everything else is shown.
    for (const event of board.waiting) if (event.type === "fired" && !causes.has(event)) causes.set(event, options.causeOf(event.alert));
    try {
      const why = whyStopped(deadMan, { alert: rules.deadManAlert, afterMs: options.deadManAfterMs, polls: alertmanager !== undefined });
      events.stopped(why);
      await screen.show(viewOf(board, options.knownAlerts, options.house), { why, lastSeenAtMs: deadMan.lastSeenAtMs });
      await fireWaiting();
    } catch (error) {
      events.notShown(error);
      throw error;
    }
    events.shown(board);
  });

  const poll = coalesced(async () => {
    if (alertmanager === undefined) {
      prove({ seen: false });
      apply({ kind: "time", atMs: clock.now() });
      await show();
      return;
    }
    const look = await alertmanager.look(stop.signal).catch((error: unknown) => error);
    if (look instanceof Error) {
      prove({ seen: false, answered: false });
      events.pollFailed(look);
      // The dead man's time goes on.
      await show().catch(() => undefined);
      throw look;
    }
    const { alerts, run, malformed } = look as Awaited<ReturnType<Alertmanager["look"]>>;
    events.polled(malformed);
    prove({ seen: alerts.some(isDeadMan), answered: true });
    apply({ kind: "poll", alerts, run, atMs: clock.now() });
    await show();
  });

  return {
    get firing() {
      return board.alerts;
    },
    async receive(message) {
      if (message.malformed > 0) events.leftOut("alert", "malformed", message.malformed);
      if (message.firing.some(isDeadMan)) prove({ seen: true });
      if (alertmanager !== undefined) return await poll();
      apply({ kind: "webhook", ...message, atMs: clock.now() });
      await show();
    },
    refresh: poll,
    async run(until) {
      until.addEventListener("abort", () => stop.abort(until.reason), { once: true });
      while (!until.aborted) {
        // Expected trouble is told where it arises.
        await poll().catch((error: unknown) => {
          if (!(error instanceof AppError) && !until.aborted) events.bug(error);
        });
        await clock.sleep(options.pollIntervalMs, until).catch(() => undefined);
      }
      await save();
    },
  };

  function isDeadMan({ name }: ReportedAlert): boolean {
    return name === rules.deadManAlert;
  }

  function prove({ seen, answered }: { seen: boolean; answered?: boolean }): void {
    const nowMs = clock.monotonicMs();
    deadMan = advanceDeadMan(deadMan, {
      elapsedMs: nowMs - provenAtMs,
      seen,
      answered: alertmanager === undefined || answered === true,
      atMs: clock.now(),
    });
    provenAtMs = nowMs;
  }

  function apply(facts: AlertFacts): void {
    const next = advanceBoard(board, facts, rules);
    events.leftOutOfBoard(next.leftOut);
    board = next.board;
  }

  async function fireWaiting(): Promise<void> {
    let fired = 0;
    try {
      for (let event = board.waiting[0]; event !== undefined; event = board.waiting[0]) {
        const cause = await causes.get(event);
        // It may have become pointless meanwhile.
        if (event !== board.waiting[0]) continue;
        await fire(event, cause);
        fired += 1;
      }
    } finally {
      if (fired > 0) await save();
    }
  }

  /** Taken off the board before it is on its way, so that an end that comes at that moment is told as well. */
  async function fire(event: AlertEvent, cause: string | undefined): Promise<void> {
    board = { ...board, waiting: board.waiting.filter((one) => one !== event) };
    const facts = describeAlert(event.alert, options.house);
    const id = `${event.alert.fingerprint}-${event.type}-${event.atMs}`;
    try {
      await screen.fire(event.type, { alert: event.alert.name, ...facts, ...(cause !== undefined && { cause }), id });
    } catch (error) {
      board = { ...board, waiting: [event, ...board.waiting] };
      throw error;
    }
    events.fired(event.type, event.alert.name, facts);
  }
}

// The dead man's time moves with every look; losing a minute of it does no harm.
const DEAD_MAN_STEP_MS = 60_000;

function isWorthWriting(now: AlertMemory, before: AlertMemory): boolean {
  if (!isDeepStrictEqual(now.board, before.board)) return true;
  const moved = (key: "unseenMs" | "unansweredMs") => Math.abs(now.deadMan[key] - before.deadMan[key]);
  return Math.max(moved("unseenMs"), moved("unansweredMs")) >= DEAD_MAN_STEP_MS;
}
