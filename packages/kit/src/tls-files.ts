import { readFile, stat } from "node:fs/promises";
import { createSecureContext } from "node:tls";
import { AppError, describeError } from "./errors.ts";
import { type Logger, onChange } from "./logger.ts";

export interface TlsFiles {
  certFile: string;
  keyFile: string;
}

export interface TlsPair {
  cert: string;
  key: string;
}

/** Both files, proven to belong together. Rejects with KIT_TLS_FILE. */
export async function readTlsFiles(files: TlsFiles): Promise<TlsPair> {
  try {
    const pair = { cert: await readFile(files.certFile, "utf8"), key: await readFile(files.keyFile, "utf8") };
    createSecureContext(pair);
    return pair;
  } catch (error) {
    throw tlsFileFailure(files, error);
  }
}

/**
 * Gives a function that looks whether the files have changed and hands a pair that can be used to `renewed`;
 * after a broken renewal the old pair stays in use. It never rejects.
 */
export async function tlsFileWatch(files: TlsFiles, logger: Logger | undefined, renewed: (pair: TlsPair) => void): Promise<() => Promise<void>> {
  const changes = logger === undefined ? undefined : onChange(logger);
  let stamp = await stampOf(files).catch(() => "");

  return async () => {
    try {
      const now = await stampOf(files);
      if (now !== stamp) renewed(await readTlsFiles(files));
      stamp = now;
      changes?.recovered("tls", "the server's certificate can be used again");
    } catch (error) {
      changes?.failed("tls", "the server's new certificate cannot be used, the old one stays", error);
    }
  };
}

async function stampOf({ certFile, keyFile }: TlsFiles): Promise<string> {
  const stats = await Promise.all([stat(certFile), stat(keyFile)]);
  return stats.map(({ size, mtimeMs, ino }) => `${size} ${mtimeMs} ${ino}`).join(" ");
}

function tlsFileFailure({ certFile, keyFile }: TlsFiles, error: unknown): AppError {
  return new AppError({
    code: "KIT_TLS_FILE",
    thing: `certificate ${certFile} with key ${keyFile}`,
    tried: "loading them",
    cameBack: describeError(error),
    whatToDo: "Check that both are PEM files, readable for this service, and belong together.",
    cause: error,
  });
}
