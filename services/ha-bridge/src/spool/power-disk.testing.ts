import { basename, dirname } from "node:path";
import type { Disk, DiskFile } from "./disk.ts";

/** A disk in memory that forgets, when the power is cut, what it was not told to sync: all of it, nothing, or any part. */
export interface PowerDisk extends Disk {
  /** Writes, truncations, syncs, renamings, new names and removals so far. */
  readonly steps: number;
  readonly isCut: boolean;
  readonly isReadOnly: boolean;
  /** Ends "read-only". */
  makeWritable(): void;
  /** The disk as it is found afterwards. */
  survivor(): PowerDisk;
}

/**
 * What becomes of the step at which it happens: the power goes for good, this one step fails as on a full disk, or it and
 * all that follow are refused, also those of open files, as the kernel does it with a disk that has errors.
 */
export interface Fault {
  readonly atStep: number;
  readonly kind: "power cut" | "step fails" | "read-only";
}

interface Inode {
  durable: Buffer;
  now: Buffer;
  /** What was done to it since the last sync. */
  pending: ((bytes: Buffer) => Buffer)[];
}

type Names = Map<string, Inode>;

/** Data reaches a disk in sectors, one by one and in any order. */
const SECTOR_BYTES = 64;

/** `random` decides what arrives. */
export function powerDisk(random: () => number, fault?: Fault, durableNames: Names = new Map()): PowerDisk {
  const names: Names = new Map(durableNames);
  let synced: Names = new Map(durableNames);
  // A file system keeps a journal of its names: they arrive in order, up to some point.
  let journal: ((names: Names) => void)[] = [];
  let steps = 0;
  let isCut = false;
  let isReadOnly = false;

  /** Every change of the disk is one of these; `torn` is what a step that fails has done all the same. */
  function step(change: () => void, torn: () => void = () => undefined): void {
    if (isCut) throw new Error("the power is cut");
    steps += 1;
    if (fault?.kind === "read-only" && fault.atStep === steps) isReadOnly = true;
    if (isReadOnly) throw Object.assign(new Error("EROFS: read-only file system"), { code: "EROFS" });
    if (fault?.atStep !== steps) return change();
    (random() < 0.5 ? torn : random() < 0.5 ? change : () => undefined)();
    if (fault.kind === "power cut") isCut = true;
    throw new Error(fault.kind);
  }

  function rename(change: (all: Names) => void): void {
    change(names);
    journal.push(change);
  }

  function inodeAt(path: string): Inode {
    const inode = isCut ? undefined : names.get(path);
    if (inode === undefined) throw Object.assign(new Error(`ENOENT: ${path}`), { code: "ENOENT" });
    return inode;
  }

  function alter(inode: Inode, how: (bytes: Buffer) => Buffer): void {
    inode.now = how(inode.now);
    inode.pending.push(how);
  }

  function fileOf(inode: Inode): DiskFile {
    return {
      async write(bytes, at) {
        const copy = Buffer.from(bytes);
        step(
          () => alter(inode, (old) => written(old, copy, at)),
          () => alter(inode, (old) => written(old, copy.subarray(0, Math.floor(random() * copy.length)), at)),
        );
      },
      async truncate(size) {
        step(() => alter(inode, (old) => old.subarray(0, size)));
      },
      async sync() {
        step(() => {
          inode.durable = inode.now;
          inode.pending = [];
        });
      },
      close: async () => undefined,
      [Symbol.asyncDispose]: async () => undefined,
    };
  }

  return {
    get steps() {
      return steps;
    },
    get isCut() {
      return isCut;
    },
    get isReadOnly() {
      return isReadOnly;
    },
    makeWritable() {
      isReadOnly = false;
    },
    survivor() {
      const left: Names = new Map(synced);
      for (const change of journal.slice(0, Math.floor(random() * (journal.length + 1)))) change(left);
      for (const [path, inode] of left) left.set(path, survivorOf(inode, random));
      return powerDisk(random, undefined, left);
    },
    makeFolder: async () => undefined,
    list: async (folder) => [...names.keys()].filter((path) => dirname(path) === folder).map((path) => basename(path)),
    read: async (path) => Buffer.from(inodeAt(path).now),
    readPart: async (path, at, length) => Buffer.from(inodeAt(path).now.subarray(at, at + length)),
    async open(path, how) {
      if (how === "new" && names.has(path)) throw Object.assign(new Error(`EEXIST: ${path}`), { code: "EEXIST" });
      const known = names.get(path);
      const inode = known ?? { durable: Buffer.alloc(0), now: Buffer.alloc(0), pending: [] };
      if (known === undefined) step(() => rename((all) => void all.set(path, inode)));
      else step(() => alter(inode, () => Buffer.alloc(0)));
      return fileOf(inode);
    },
    async truncate(path, size) {
      const inode = inodeAt(path);
      step(() => alter(inode, (old) => old.subarray(0, size)));
    },
    async rename(from, to) {
      const inode = inodeAt(from);
      step(() =>
        rename((all) => {
          all.delete(from);
          all.set(to, inode);
        }),
      );
    },
    async remove(path) {
      if (names.has(path) || isCut) step(() => rename((all) => void all.delete(path)));
    },
    async syncFolder() {
      step(() => {
        synced = new Map(names);
        journal = [];
      });
    },
  };
}

/** Of what was not synced: all, nothing, or some sectors of some of it. */
function survivorOf({ durable, now, pending }: Inode, random: () => number): Inode {
  const luck = random();
  let bytes = durable;
  if (luck < 0.25) bytes = now;
  else if (luck < 0.75) for (const change of pending) bytes = random() < 0.5 ? bytes : sectorsOf(bytes, change(bytes), random);
  return { durable: bytes, now: bytes, pending: [] };
}

function sectorsOf(before: Buffer, after: Buffer, random: () => number): Buffer {
  if (after.length < before.length) return after;
  const mixed = written(Buffer.alloc(after.length), before, 0);
  let size = before.length;
  for (let at = 0; at < after.length; at += SECTOR_BYTES) {
    if (random() < 0.3) continue;
    const end = Math.min(after.length, at + SECTOR_BYTES);
    after.copy(mixed, at, at, end);
    size = Math.max(size, end);
  }
  return mixed.subarray(0, size);
}

function written(old: Buffer, bytes: Buffer, at: number): Buffer {
  const all = Buffer.alloc(Math.max(old.length, at + bytes.length));
  old.copy(all);
  bytes.copy(all, at);
  return all;
}
