import { AppError, codeOf, describeError } from "./errors.ts";
import type { KitErrorCode } from "./error-codes.ts";

export type HttpFailureKind = "refused" | "unreachable" | "timeout" | "tls" | "dns" | "reset" | "tooLarge" | "protocol";

/** No complete response came. Its text holds neither the query of the URL nor credentials. */
export class HttpFailure extends AppError {
  override name = "HttpFailure";
  readonly kind: HttpFailureKind;

  constructor(kind: HttpFailureKind, code: KitErrorCode, thing: string, tried: string, cameBack: string, whatToDo: string, cause: unknown) {
    super({ code, thing, tried, cameBack, whatToDo, cause });
    this.kind = kind;
  }
}

export class TimeIsOver extends Error {
  readonly code = "ETIMEDOUT";
}

export class TooLarge extends Error {
  readonly code = "TOO_LARGE";
}

/** The kind of trouble behind an error of Node's HTTP client, of its sockets or of our own connector. */
export function httpFailure(thing: string, tried: string, error: unknown): HttpFailure {
  const found = firstWithCode(error);
  const kind = kindOf(found.code);
  const { code, whatToDo } = KINDS[kind];
  const untrusted = found.error instanceof AppError && found.error.code === "KIT_TLS_UNTRUSTED" ? found.error : undefined;
  if (untrusted !== undefined) {
    return new HttpFailure("tls", "KIT_TLS_UNTRUSTED", thing, tried, untrusted.cameBack, untrusted.whatToDo, error);
  }
  return new HttpFailure(kind, code, thing, tried, describeError(found.error), whatToDo, error);
}

/** The URL as it may be shown: without query, fragment and credentials. */
export function safeUrl(url: string): string {
  if (!URL.canParse(url)) return "(not a URL)";
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname === "/" ? "" : pathname}`;
}

const KINDS = {
  refused: { code: "KIT_HTTP_REFUSED", whatToDo: "Check that it runs and that host and port are right." },
  unreachable: { code: "KIT_HTTP_UNREACHABLE", whatToDo: "Check the network between here and there." },
  timeout: { code: "KIT_HTTP_TIMEOUT", whatToDo: "Check its load and that no firewall drops packets." },
  tls: { code: "KIT_HTTP_TLS", whatToDo: "Check that this port speaks TLS." },
  dns: { code: "KIT_HTTP_DNS", whatToDo: "Check the host name and the name servers." },
  reset: { code: "KIT_HTTP_RESET", whatToDo: "Check whether it, or a proxy before it, was restarted." },
  tooLarge: { code: "KIT_HTTP_TOO_LARGE", whatToDo: "Check that this is the address that was meant." },
  protocol: { code: "KIT_HTTP_PROTOCOL", whatToDo: "Check that this port speaks HTTP." },
} as const satisfies Record<HttpFailureKind, { code: KitErrorCode; whatToDo: string }>;

const KIND_OF_CODE: Readonly<Record<string, HttpFailureKind>> = {
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  EADDRNOTAVAIL: "unreachable",
  ETIMEDOUT: "timeout",
  ENOTFOUND: "dns",
  EAI_AGAIN: "dns",
  ECONNRESET: "reset",
  EPIPE: "reset",
  TOO_LARGE: "tooLarge",
  KIT_TLS_UNTRUSTED: "tls",
  EPROTO: "tls",
};

function kindOf(code: string | undefined): HttpFailureKind {
  if (code === undefined) return "protocol";
  // OpenSSL's own codes: ERR_SSL_WRONG_VERSION_NUMBER and many more.
  return KIND_OF_CODE[code] ?? (/^(?:ERR_SSL|ERR_TLS|CERT_)/.test(code) ? "tls" : "protocol");
}

function firstWithCode(error: unknown): { error: unknown; code: string | undefined } {
  for (let current = error; current instanceof Error; current = current.cause) {
    const first = current instanceof AggregateError ? (current.errors[0] as unknown) : current;
    const code = codeOf(current) ?? codeOf(first);
    if (code !== undefined && (KIND_OF_CODE[code] !== undefined || code.startsWith("ERR_"))) return { error: current, code };
  }
  return { error, code: codeOf(error) };
}
