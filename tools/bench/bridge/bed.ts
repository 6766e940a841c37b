import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { type DoubleProcess, startDoubleProcess } from "@tiles/testkit/double-process";
import { countPoints } from "@tiles/testkit/otlp-receiver/count-points";
import { changeMs } from "./change-ms.ts";
import { type Sink, startSink } from "./sink.ts";
import { startTap } from "./tap.ts";
import { createTape, type Tape, type TapeEntry } from "./tape.ts";

/** Home Assistant on one side, a store on the other, and a tape of what passes between them and the bridge. */
export interface Bed extends AsyncDisposable {
  /** Home Assistant behind the tap, for the bridge. */
  readonly tappedUrl: string;
  /** Home Assistant itself, for the alternatives. */
  readonly url: string;
  readonly token: string;
  readonly sink: Sink;
  readonly tape: Tape;
  /** Changes at a steady rate for so long; returns how many there were. */
  steady(perSecond: number, seconds: number): Promise<number>;
  /** So many changes as fast as they are taken. */
  burst(changes: number): Promise<void>;
  /** Changes the marker entity and returns its new state and the millisecond of the change. */
  mark(): Promise<{ state: string; atMs: number }>;
  /** Marks, and resolves when a sample of that instant was accepted: then all changes before it were as well. */
  untilAccepted(deadlineMs: number): Promise<void>;
}

export const MARKER = "sensor.bench_marker";

interface Changed {
  readonly state: string;
  readonly updatedSeconds: number;
}

export async function startBed(entities: number, signal: AbortSignal): Promise<Bed> {
  await using stack = new AsyncDisposableStack();
  const tape = createTape();
  // Slow readers are part of the comparison; the real one would cut them.
  const house: DoubleProcess = stack.use(await startDoubleProcess("home-assistant", { entities, compression: false, backPressure: false }));
  const tap = stack.use(await startTap(house.address, tape));
  const sink = stack.use(await startSink(tape));
  let marks = 0;
  const mark = async () => {
    marks += 1;
    const attributes = { unit_of_measurement: "W", device_class: "power", friendly_name: "Marker" };
    const { state, updatedSeconds } = await house.call<Changed>("set", MARKER, `${marks}.5`, attributes);
    return { state, atMs: changeMs(updatedSeconds) };
  };
  await mark();
  const owned = stack.move();

  return {
    tappedUrl: tap.url,
    url: house.address,
    token: String(house.logins[0]?.["token"]),
    sink,
    tape,
    async steady(perSecond, seconds) {
      await house.call("startRate", perSecond);
      await sleep(seconds * 1000, undefined, { signal });
      return await house.call<number>("stopRate");
    },
    burst: async (changes) => void (await house.call("flood", changes)),
    mark,
    async untilAccepted(deadlineMs) {
      const accepted = Promise.withResolvers<void>();
      const times = new Set<number>();
      let wantedMs = Number.NaN;
      const listener = (entry: TapeEntry) => {
        if (entry.kind !== "body") return;
        countPoints(gunzipSync(entry.bytes), (timeMs) => times.add(Math.round(timeMs)));
        if (times.has(wantedMs)) accepted.resolve();
      };
      tape.listeners.add(listener);
      const timer = setTimeout(
        () => accepted.reject(new Error(`the change of ${MARKER} was not accepted within ${deadlineMs / 1000} s`)),
        deadlineMs,
      );
      try {
        wantedMs = (await mark()).atMs;
        if (times.has(wantedMs)) accepted.resolve();
        await accepted.promise;
      } finally {
        clearTimeout(timer);
        tape.listeners.delete(listener);
      }
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
