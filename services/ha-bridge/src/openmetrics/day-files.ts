import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Family } from "../core/family.ts";
import type { LabelPairs } from "../core/series.ts";
import { type OpenMetricsFile, openMetricsFile } from "./text-file.ts";

/** What is held in memory at most, between two questions to Home Assistant. */
const SPILL_CHARACTERS = 32 * 2 ** 20;

/**
 * OpenMetrics files of one day (UTC) each, the day of the samples themselves. Mimir refuses a block that crosses a day,
 * and promtool cannot cut at midnight: of its lengths (2 h, 6 h, 18 h, 54 h, ...) only 6 h fit, four times as many blocks.
 */
export interface DayFiles {
  add(family: Family, labels: LabelPairs, atMs: number, value: number): void;
  /** Writes out what is too much for memory. */
  spill(): Promise<void>;
  /** The files appear under their names: the day, and what they are part of. */
  close(): Promise<void>;
}

export function dayFiles(folder: string, partOf: string): DayFiles {
  const files = new Map<number, OpenMetricsFile>();
  return {
    add(family, labels, atMs, value) {
      const day = Math.floor(atMs / 86_400_000);
      const file = files.get(day) ?? openMetricsFile(join(folder, `${new Date(day * 86_400_000).toISOString().slice(0, 10)}.${partOf}.om`));
      files.set(day, file);
      file.add(family, labels, atMs, value);
    },
    async spill() {
      const held = [...files.values()].reduce((sum, { characters }) => sum + characters, 0);
      if (held > SPILL_CHARACTERS) await write((file) => file.spill());
    },
    close: () => write((file) => file.close()),
  };

  async function write(how: (file: OpenMetricsFile) => Promise<void>): Promise<void> {
    await mkdir(folder, { recursive: true });
    for (const file of files.values()) await how(file);
  }
}
