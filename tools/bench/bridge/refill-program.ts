import process from "node:process";
import { systemClock } from "@tiles/kit/clock";
import { type BackfillSize, firstSize, resized } from "../../../services/ha-bridge/src/core/plan-backfill.ts";
import type { Replay } from "../../../services/ha-bridge/src/core/refill/replay.ts";
import { commandsOf } from "../../../services/ha-bridge/src/home-assistant/commands.ts";
import { recorderOf } from "../../../services/ha-bridge/src/home-assistant/history.ts";
import { replayPast } from "../../../services/ha-bridge/src/replay-past.ts";
import { connect } from "./connect.ts";

/**
 * Reads the recorder again and again until it is ended, by the bridge's own code and without writing anything.
 * Arguments: URL; how; range in ms; number of the load generator's sensors. Prints "read ROWS" after each time.
 *
 * - `paced`: as the bridge does.
 * - `unpaced`: the same questions without a rest.
 * - `whole`: all in one question.
 */
const [url = "", how = "", from = "", to = "", count = ""] = process.argv.slice(2);
const forever = new AbortController().signal;
const clock = how === "paced" ? systemClock : { ...systemClock, sleep: () => Promise.resolve() };
const recorder = recorderOf(commandsOf(await connect(url), systemClock, forever));
const [fromMs, toMs] = [Number(from), Number(to)];
const entityIds = Array.from({ length: Number(count) }, (_, index) => `sensor.load_${index}`);
const nothing: Replay = {
  start: () => undefined,
  row: () => undefined,
  until: () => undefined,
  finish: () => undefined,
  since: undefined,
  rest: { afterUs: 0, fromMs: 0, ended: false },
  rows: 0,
  points: 0,
};

for (;;) {
  let rows = 0;
  let size: BackfillSize = how === "whole" ? { entities: entityIds.length, sliceMs: toMs - fromMs } : firstSize;
  for (let first = 0; first < entityIds.length;) {
    const some = entityIds.slice(first, first + size.entities);
    first += some.length;
    const options = {
      recorder,
      clock,
      fromMs,
      toMs,
      entities: some.map((entityId) => ({ entityId, toMs, replay: nothing })),
      sliceMs: () => size.sliceMs,
      replayed: async (_: number, found: number) => {
        rows += found;
        if (how !== "whole") size = resized(size, found);
      },
    };
    await replayPast(options, forever);
  }
  console.log(`read ${rows}`);
}
