import { createHash, timingSafeEqual } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { inspect } from "node:util";
import { AppError, codeOf, describeError } from "./errors.ts";

const HIDDEN = "[secret]";
// Tokens, passwords and private keys are far smaller; a larger file is the wrong file.
const LARGEST_SECRET_BYTES = 64 * 1024;

/** A text that shows itself only to those who ask by `reveal()`; every way of printing it hides it. */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  /** Takes the same time wherever the difference is. */
  equals(other: Secret | string): boolean {
    const text = typeof other === "string" ? other : other.reveal();
    return timingSafeEqual(digest(this.#text), digest(text));
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [Symbol.toPrimitive](): string {
    return HIDDEN;
  }

  [inspect.custom](): string {
    return HIDDEN;
  }
}

/** A secret that lives in a file and may be replaced there at any time. */
export interface SecretFile {
  readonly path: string;
  /** The newest content. Rejects with KIT_SECRET_FILE when the file is missing, empty, too large or unreadable. */
  read(): Promise<Secret>;
}

/** Reads the file again whenever it changed; one newline at the end does not belong to the secret. */
export function secretFile(path: string): SecretFile {
  let known: { stamp: string; secret: Secret } | undefined;

  async function read(): Promise<Secret> {
    try {
      // Kubernetes replaces a mounted secret by swapping a symbolic link: size and time may stay, the inode does not.
      const { size, mtimeMs, ctimeMs, ino } = await stat(path);
      const stamp = `${size} ${mtimeMs} ${ctimeMs} ${ino}`;
      if (known?.stamp !== stamp) known = { stamp, secret: await readSecret(path, size) };
      return known.secret;
    } catch (error) {
      known = undefined;
      throw error instanceof AppError ? error : secretFailure(path, whyUnreadable(error), error);
    }
  }

  return { path, read };
}

async function readSecret(path: string, size: number): Promise<Secret> {
  if (size > LARGEST_SECRET_BYTES) throw secretFailure(path, `it has ${size} bytes`);
  const text = (await readFile(path, "utf8")).replace(/\r?\n$/, "");
  if (text.trim() === "") throw secretFailure(path, "it is empty");
  return new Secret(text);
}

function secretFailure(path: string, cameBack: string, cause?: unknown): AppError {
  return new AppError({
    code: "KIT_SECRET_FILE",
    thing: `secret file ${path}`,
    tried: "reading it",
    cameBack,
    whatToDo: "Put the secret, and nothing else, into this file and make it readable for this service.",
    cause,
  });
}

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "this user may not read it",
  EISDIR: "it is a folder",
};

function whyUnreadable(error: unknown): string {
  return UNREADABLE[codeOf(error) ?? ""] ?? describeError(error);
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
