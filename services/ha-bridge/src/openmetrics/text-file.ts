import { createReadStream, createWriteStream } from "node:fs";
import { appendFile, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { syncFolder } from "@tiles/kit/atomic-file";
import type { Family } from "../core/family.ts";
import type { LabelPairs } from "../core/series.ts";

/** A file in the OpenMetrics text format; it appears under its name when it is complete and durable. */
export interface OpenMetricsFile {
  add(family: Family, labels: LabelPairs, atMs: number, value: number): void;
  /** Writes out what is held in memory: a day of a large house is more than that. */
  spill(): Promise<void>;
  close(): Promise<void>;
  /** What is held in memory. */
  readonly characters: number;
}

interface Part {
  readonly family: Family;
  lines: string[];
  spilled: boolean;
}

export function openMetricsFile(path: string): OpenMetricsFile {
  const parts = new Map<string, Part>();
  const partFile = (name: string) => `${path}.${name}.part`;
  let characters = 0;

  async function spillPart(name: string, part: Part): Promise<void> {
    // What an earlier process left of this file is void.
    if (!part.spilled) await rm(partFile(name), { force: true });
    await appendFile(partFile(name), part.lines.join(""));
    part.lines = [];
    part.spilled = true;
  }

  return {
    get characters() {
      return characters;
    },
    add(family, labels, atMs, value) {
      const part = parts.get(family.name) ?? { family, lines: [], spilled: false };
      parts.set(family.name, part);
      // A gauge in any case: in this format a counter would have to end in _total and begin with its creation.
      const line = `${family.name}{${labels.map(([name, text]) => `${name}="${escaped(text)}"`).join(",")}} ${numberText(value)} ${(atMs / 1000).toFixed(3)}\n`;
      part.lines.push(line);
      characters += line.length;
    },
    async spill() {
      for (const [name, part] of parts) if (part.lines.length > 0) await spillPart(name, part);
      characters = 0;
    },
    async close() {
      const temporary = `${path}.new`;
      await rm(temporary, { force: true });
      for (const [name, part] of parts) {
        await appendFile(temporary, `# HELP ${name} ${escaped(part.family.help)}\n# TYPE ${name} gauge\n`);
        if (part.spilled) {
          await spillPart(name, part);
          await pipeline(createReadStream(partFile(name)), createWriteStream(temporary, { flags: "a" }));
          await rm(partFile(name));
        } else await appendFile(temporary, part.lines.join(""));
      }
      await appendFile(temporary, "# EOF\n");
      await sync(temporary);
      await rename(temporary, path);
      await syncFolder(dirname(path));
    },
  };
}

async function sync(path: string): Promise<void> {
  await using file = await open(path, "r+");
  await file.sync();
}

function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll('"', '\\"');
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  return String(value);
}
