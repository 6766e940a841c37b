import type { WebSocket } from "ws";

// Limits of components/websocket_api/const.py.
export const MAX_PENDING_MESSAGES = 4096;
const PENDING_MESSAGES_PEAK = 1024;
const PENDING_MESSAGES_PEAK_MS = 10_000;
const MAX_COALESCED_MESSAGES = 256;
/** aiohttp's drain limit after auth. */
const HIGH_WATER_BYTES = 1024 * 1024;

export interface SendQueue {
  /** True as soon as the client asked for it: several waiting messages become one JSON array. */
  coalesce: boolean;
  /** Answers, pongs and events leave in the order they were pushed. */
  readonly push: (message: string) => void;
  /** Messages that wait. */
  readonly pending: number;
  /** Sends now what would leave at the end of this turn, so that a close comes after it. */
  readonly flush: () => void;
  /** Nothing leaves until `resume`. */
  readonly pause: () => void;
  readonly resume: () => void;
}

export interface SendQueueOptions {
  readonly socket: WebSocket;
  /** Whether a client that cannot keep up is cut, as by the real one. */
  readonly backPressure: boolean;
  readonly sent: (frames: number, messages: number, bytes: number) => void;
  readonly tooSlow: (reason: string) => void;
}

export function sendQueue({ socket, backPressure, sent, tooSlow }: SendQueueOptions): SendQueue {
  let messages: string[] = [];
  let next = 0;
  let paused = false;
  let scheduled = false;
  let peakSinceMs: number | undefined;
  const pending = (): number => messages.length - next;

  function push(message: string): void {
    if (socket.readyState !== socket.OPEN) return;
    messages.push(message);
    if (backPressure) enforce();
    schedule();
  }

  function enforce(): void {
    if (pending() >= MAX_PENDING_MESSAGES)
      return drop(`Client unable to keep up with pending messages. Reached ${MAX_PENDING_MESSAGES} pending messages.`);
    if (pending() <= PENDING_MESSAGES_PEAK) return void (peakSinceMs = undefined);
    peakSinceMs ??= Date.now();
    if (Date.now() - peakSinceMs > PENDING_MESSAGES_PEAK_MS)
      drop(`Client unable to keep up with pending messages. Stayed over ${PENDING_MESSAGES_PEAK} for 10 seconds.`);
  }

  function drop(reason: string): void {
    messages = [];
    next = 0;
    tooSlow(reason);
  }

  // What is pushed in one turn of the event loop leaves together, as in the real one.
  function schedule(): void {
    if (scheduled || paused) return;
    scheduled = true;
    setImmediate(flush);
  }

  function flush(): void {
    scheduled = false;
    if (paused) return;
    while (pending() > 0 && socket.readyState === socket.OPEN) {
      if (socket.bufferedAmount > HIGH_WATER_BYTES) return;
      const count = queue.coalesce ? Math.min(pending(), MAX_COALESCED_MESSAGES) : 1;
      const batch = messages.slice(next, next + count);
      next += count;
      const frame = batch.length === 1 ? (batch[0] ?? "") : `[${batch.join(",")}]`;
      sent(1, count, frame.length);
      socket.send(frame, wroteSome);
    }
    // Sent messages are let go in large steps, so that a long queue is not copied for each frame.
    if (pending() === 0 || next > MAX_PENDING_MESSAGES) {
      messages = messages.slice(next);
      next = 0;
    }
  }

  function wroteSome(): void {
    if (pending() > 0) schedule();
  }

  const queue: SendQueue = {
    coalesce: false,
    get pending() {
      return pending();
    },
    push,
    flush,
    pause: () => void (paused = true),
    resume() {
      paused = false;
      schedule();
    },
  };
  return queue;
}
