import { dirname, isAbsolute, resolve } from "node:path";
import { z } from "zod";
import { DURATION_FORM, parseDuration } from "./duration.ts";
import { secretFile, type SecretFile } from "./secret.ts";
import { parseSize, SIZE_FORM } from "./size.ts";

/** Smallest and largest value allowed, written as in the config file. */
export interface Limits {
  min?: string;
  max?: string;
}

/** A text in the file that becomes a T. */
export type FromText<T> = z.ZodPipe<z.ZodString, z.ZodTransform<T, string>>;

/** The same with a default, which is written as a person would write it. */
export type FromTextOr<T> = z.ZodPrefault<FromText<T>>;

/** `30s` -> milliseconds. Without a default the key is required. */
export function zDuration(byDefault?: undefined, limits?: Limits): FromText<number>;
export function zDuration(byDefault: string, limits?: Limits): FromTextOr<number>;
export function zDuration(byDefault?: string, limits: Limits = {}): FromText<number> | FromTextOr<number> {
  return quantity("a duration", DURATION_FORM, parseDuration, byDefault, limits);
}

/** `64KiB` -> bytes. Without a default the key is required. */
export function zSize(byDefault?: undefined, limits?: Limits): FromText<number>;
export function zSize(byDefault: string, limits?: Limits): FromTextOr<number>;
export function zSize(byDefault?: string, limits: Limits = {}): FromText<number> | FromTextOr<number> {
  return quantity("a size", SIZE_FORM, parseSize, byDefault, limits);
}

/** A path; a relative one starts at the folder of the config file. */
export function zFilePath(): FromText<string> {
  return z
    .string("not a path; allowed: a text, relative to the folder of this file or absolute")
    .min(1, "the path is empty; allowed: a path relative to the folder of this file or absolute")
    .transform((path) => (isAbsolute(path) ? path : resolve(configFolder, path)));
}

/** A path to a file with a secret in it. */
export function zSecretFile(): z.ZodPipe<FromText<string>, z.ZodTransform<SecretFile, string>> {
  return zFilePath().transform((path) => secretFile(path));
}

export interface ListenAddress {
  host: string;
  port: number;
}

const LISTEN_FORM = 'HOST:PORT, such as "127.0.0.1:8080", "0.0.0.0:8080" or "[::1]:8080"';

/** `127.0.0.1:8080` -> host and port. Port 0 takes any free one. */
export function zListen(byDefault?: undefined): FromText<ListenAddress>;
export function zListen(byDefault: string): FromTextOr<ListenAddress>;
export function zListen(byDefault?: string): FromText<ListenAddress> | FromTextOr<ListenAddress> {
  const piece = z.string(`not an address; allowed: ${LISTEN_FORM}`).transform((text, context) => {
    const address = parseListen(text);
    if (address === undefined) context.addIssue(`"${text}" is not an address; allowed: ${LISTEN_FORM}`);
    return address ?? z.NEVER;
  });
  return byDefault === undefined ? piece : piece.prefault(byDefault);
}

/** A URL with one of `protocols`, without a slash at the end. It may hold neither credentials nor query nor fragment. */
export function zUrl(protocols: readonly string[]): FromText<string> {
  const form = `a URL that starts with ${protocols.map((protocol) => `${protocol}://`).join(" or ")}`;
  return z.string(`not a URL; allowed: ${form}`).transform((text, context) => {
    const wrong = whatIsWrongWithUrl(text, protocols);
    if (wrong !== undefined) context.addIssue(`${wrong}; allowed: ${form}`);
    return wrong === undefined ? new URL(text).href.replace(/\/+$/, "") : z.NEVER;
  });
}

let configFolder = ".";

/** Lets relative paths start at the folder of `configFile` while `parse`, which must not wait for anything, runs. */
export function relativeTo<T>(configFile: string, parse: () => T): T {
  const before = configFolder;
  configFolder = dirname(resolve(configFile));
  try {
    return parse();
  } finally {
    configFolder = before;
  }
}

function quantity(
  what: string,
  form: string,
  parse: (text: string) => number | undefined,
  byDefault: string | undefined,
  limits: Limits,
): FromText<number> | FromTextOr<number> {
  const allowed = `allowed: ${form}${describeLimits(limits)}`;
  const min = limits.min === undefined ? undefined : parse(limits.min);
  const max = limits.max === undefined ? undefined : parse(limits.max);
  const piece = z
    .string({ error: ({ input }) => `${typeof input === "number" ? `${input} has no unit` : `not ${what}`}; ${allowed}` })
    .transform((text, context) => {
      const value = parse(text);
      if (value === undefined) context.addIssue(`"${text}" is not ${what}; ${allowed}`);
      else if (min !== undefined && value < min) context.addIssue(`${text} is too small; ${allowed}`);
      else if (max !== undefined && value > max) context.addIssue(`${text} is too large; ${allowed}`);
      return value ?? z.NEVER;
    });
  return byDefault === undefined ? piece : piece.prefault(byDefault);
}

function describeLimits({ min, max }: Limits): string {
  return `${min === undefined ? "" : `, at least ${min}`}${max === undefined ? "" : `, at most ${max}`}`;
}

function parseListen(text: string): ListenAddress | undefined {
  const [, host, port] = /^(\[[0-9a-fA-F:.]+\]|[^:\s[\]]+):(\d{1,5})$/.exec(text) ?? [];
  if (host === undefined || Number(port) > 65_535) return undefined;
  return { host: host.replace(/^\[(.*)\]$/, "$1"), port: Number(port) };
}

// The text is not repeated when it holds a password.
function whatIsWrongWithUrl(text: string, protocols: readonly string[]): string | undefined {
  if (!URL.canParse(text)) return text.includes("@") ? "not a URL" : `"${text}" is not a URL`;
  const { protocol, username, password, search, hash, host } = new URL(text);
  if (username !== "" || password !== "") return "the URL holds a user or password, which belong into files of their own";
  if (!protocols.includes(protocol.slice(0, -1))) return `the URL starts with ${protocol}//`;
  if (host === "") return `"${text}" names no host`;
  if (search !== "" || hash !== "") return "the URL has a part after ? or #";
  return undefined;
}
