import { readFile } from "node:fs/promises";
import { writeFileAtomic } from "@tiles/kit/atomic-file";

/** How far an import has come; on disk after each slice, so that the next call goes on there. */
export interface ImportProgress {
  readonly format: "otlp" | "openmetrics";
  /** The options of the range as they were written: "3650d ago" is another instant for each call. */
  readonly asked: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** From here on the recorder has every row; before it only hourly statistics. */
  readonly historyFromMs: number;
  readonly done: readonly string[];
}

/** That of an import of the same range into the same format which was not finished. */
export async function readProgress(file: string, { format, asked }: Pick<ImportProgress, "format" | "asked">): Promise<ImportProgress | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const progress = JSON.parse(text) as ImportProgress & { finished?: boolean };
  const goesOn = progress.finished !== true && progress.format === format && progress.asked === asked;
  return goesOn ? progress : undefined;
}

export async function writeProgress(file: string, progress: ImportProgress & { readonly finished?: boolean }): Promise<void> {
  await writeFileAtomic(file, JSON.stringify(progress));
}
