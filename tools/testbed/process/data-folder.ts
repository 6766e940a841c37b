import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type DataFolder = AsyncDisposable & { readonly path: string };

/** The folder that was asked for, kept; or a new temporary one, removed when disposed. */
export async function dataFolder(name: string, given: string | undefined): Promise<DataFolder> {
  if (given !== undefined) {
    await mkdir(given, { recursive: true });
    return { path: given, async [Symbol.asyncDispose]() {} };
  }
  const path = await mkdtemp(join(tmpdir(), `tiles-${name}-`));
  return {
    path,
    async [Symbol.asyncDispose]() {
      await rm(path, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
