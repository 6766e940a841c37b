import { readJsonFile, writeFileAtomic } from "@tiles/kit/atomic-file";
import type { Clock } from "@tiles/kit/clock";
import { z } from "zod";
import { type Board, emptyBoard } from "../core/alerts/board.ts";
import { type DeadMan, freshDeadMan } from "../core/alerts/dead-man.ts";
import { severities } from "../core/alerts/reported-alert.ts";

/** What is kept of the alerts over a restart. */
export interface AlertMemory {
  readonly board: Board;
  readonly deadMan: DeadMan;
}

const reported = {
  fingerprint: z.string(),
  name: z.string(),
  labels: z.record(z.string(), z.string()),
  severity: z.enum(severities),
  summary: z.string(),
  description: z.string(),
  startsAtMs: z.number(),
  endsAtMs: z.number().optional(),
  silenced: z.boolean(),
};

const zMemory = z.object({
  board: z.object({
    alerts: z.array(z.object({ ...reported, told: z.boolean(), seenBy: z.string() })),
    names: z.array(z.object({ name: z.string(), lastMs: z.number() })),
    runs: z.array(z.object({ run: z.string(), sinceMs: z.number() })),
    waiting: z.array(z.object({ type: z.enum(["fired", "resolved"]), alert: z.object(reported), atMs: z.number(), again: z.boolean() })),
  }),
  deadMan: z.object({ unseenMs: z.number(), unansweredMs: z.number(), lastSeenAtMs: z.number().optional() }),
});

export interface AlertMemoryFile {
  /** What a former process left; nothing known when there is none, or when it is damaged (`onDamaged`). */
  read(): Promise<AlertMemory>;
  write(memory: AlertMemory): Promise<void>;
}

export function alertMemoryFile(path: string, clock: Clock, onDamaged: (movedTo: string, why: string) => void): AlertMemoryFile {
  return {
    async read() {
      const file = await readJsonFile(path, zMemory, clock.now());
      if (file.kind === "damaged") onDamaged(file.movedTo, file.why);
      return file.kind === "read" ? file.value : { board: emptyBoard, deadMan: freshDeadMan };
    },
    write: (memory) => writeFileAtomic(path, JSON.stringify(memory)),
  };
}
