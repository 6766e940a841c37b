import { syncFolder } from "@tiles/kit/atomic-file";
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, truncate } from "node:fs/promises";

/** What the spool does with a file system. Tests cut the power at each of these steps. */
export interface Disk {
  makeFolder(path: string): Promise<void>;
  /** Names of the files in it. */
  list(folder: string): Promise<string[]>;
  read(path: string): Promise<Buffer>;
  /** As much of it as there is. */
  readPart(path: string, at: number, length: number): Promise<Buffer>;
  /** `new` must not be there yet; what was `over`written before is gone. */
  open(path: string, how: "new" | "over"): Promise<DiskFile>;
  truncate(path: string, size: number): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** It may be gone already. */
  remove(path: string): Promise<void>;
  /** New names, renamings and removals are durable after this. */
  syncFolder(path: string): Promise<void>;
}

export interface DiskFile extends AsyncDisposable {
  write(bytes: Uint8Array, at: number): Promise<void>;
  truncate(size: number): Promise<void>;
  /** What was written is durable after this; the name of a new file is so with its folder only. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

// What services keep is theirs alone.
const OWNER_ONLY = 0o600;

export const realDisk: Disk = {
  makeFolder: async (path) => void (await mkdir(path, { recursive: true })),
  list: (folder) => readdir(folder),
  read: (path) => readFile(path),
  async readPart(path, at, length) {
    const bytes = Buffer.allocUnsafeSlow(length);
    await using file = await open(path, "r");
    const { bytesRead } = await file.read(bytes, 0, length, at);
    return bytes.subarray(0, bytesRead);
  },
  open: async (path, how) => realFile(await open(path, how === "new" ? "wx" : "w", OWNER_ONLY)),
  truncate,
  rename,
  remove: (path) => rm(path, { force: true }),
  syncFolder,
};

function realFile(file: FileHandle): DiskFile {
  return {
    async write(bytes, at) {
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done);
        done += bytesWritten;
      }
    },
    truncate: (size) => file.truncate(size),
    sync: () => file.datasync(),
    close: () => file.close(),
    [Symbol.asyncDispose]: () => file.close(),
  };
}
