/** What stands in the documentation about one error code. */
export interface ErrorCode {
  /** What happened, in a sentence. */
  meaning: string;
  /** What a person can do about it. */
  remedy: string;
}

/** The error codes of a service or of a package; `docs/errors.md` is generated from these tables. */
export type ErrorCodes = Readonly<Record<string, ErrorCode>>;

export interface AppErrorParts {
  code: string;
  /** What the trouble is about: a file, an address, a device by its name. */
  thing: string;
  /** What was tried, as a noun: "login", "reading the file". */
  tried: string;
  /** What came back, without secrets. */
  cameBack: string;
  /** One or more whole sentences. */
  whatToDo: string;
  cause?: unknown;
}

/** Trouble with a name, that a person can do something about. Bugs are plain errors. */
export class AppError extends Error {
  override name = "AppError";
  readonly code: string;
  readonly thing: string;
  readonly tried: string;
  readonly cameBack: string;
  readonly whatToDo: string;

  constructor(parts: AppErrorParts) {
    const { code, thing, tried, cameBack, whatToDo } = parts;
    super(
      oneLine(`${thing}: ${tried} failed: ${withoutFullStop(cameBack)}. ${withFullStop(whatToDo)} [${code}]`),
      parts.cause === undefined ? undefined : { cause: parts.cause },
    );
    this.code = code;
    this.thing = thing;
    this.tried = tried;
    this.cameBack = cameBack;
    this.whatToDo = whatToDo;
  }
}

// A chain longer than this is a loop or noise.
const LONGEST_CHAIN = 6;

/** One line: the message and what caused it, outermost first, without stacks. */
export function describeError(error: unknown): string {
  const texts: string[] = [];
  let current = error;
  for (let depth = 0; depth < LONGEST_CHAIN && current !== undefined && current !== null; depth += 1) {
    const text = describeOne(current);
    // The outer message often quotes the inner one already.
    if (!texts.some((seen) => seen.includes(text))) texts.push(text);
    current = current instanceof Error ? current.cause : undefined;
  }
  return texts.length === 0 ? String(error) : texts.join(" <- ");
}

function describeOne(error: unknown): string {
  if (!(error instanceof Error)) return oneLine(String(error));
  // happy-eyeballs reports all attempts at once in an AggregateError without a message.
  if (error.message === "" && error instanceof AggregateError) {
    return oneLine([...new Set(error.errors.map(describeOne))].join("; "));
  }
  if (error instanceof AppError) return error.message;
  const code = codeOf(error);
  const message = error.message === "" ? error.name : openSslReason(error.message);
  return oneLine(code === undefined || message.includes(code) ? message : `${message} (${code})`);
}

/** The `code` of an error of Node or of ours, such as ENOENT. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*[\r\n]+\s*/g, " ");
}

/** Of `write EPROTO 404D:error:0A00010B:SSL routines:f:wrong version number:../x.c:77:` what a person can read. */
function openSslReason(message: string): string {
  const reason = /\bEPROTO [0-9A-F]+:error:[0-9A-F]+:SSL routines:[^:]*:([^:]+):/.exec(message)?.[1];
  if (reason === undefined) return message;
  return `TLS: ${reason}${reason === "wrong version number" ? ", as a port answers that speaks http and not https" : ""}`;
}

function withFullStop(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function withoutFullStop(text: string): string {
  return text.endsWith(".") ? text.slice(0, -1) : text;
}
