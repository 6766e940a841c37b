import type { Clock } from "@tiles/kit/clock";
import { AppError, codeOf, describeError } from "@tiles/kit/errors";
import { type Http, type HttpResponse } from "@tiles/kit/http";
import { HttpFailure } from "@tiles/kit/http-failure";
import { parseRetryAfter } from "@tiles/kit/retry";
import type { SecretFile } from "@tiles/kit/secret";
import { errorText, oneLine, partialSuccessText } from "./response-text.ts";
import { type SendOutcome, verdictOn } from "./send-outcome.ts";
import type { Signal } from "./split.ts";

/** One attempt each; whoever calls decides about the next one. */
export interface HttpSender {
  /** Rejects only with the reason of `signal`. */
  send(gzipped: Uint8Array, options: { readonly attempt: number; readonly signal: AbortSignal }): Promise<SendOutcome>;
}

export interface HttpSenderOptions {
  readonly http: Http;
  /** OTLP base; the path of the signal is appended. */
  readonly endpoint: string;
  readonly signal: Signal;
  readonly headers: Readonly<Record<string, string>>;
  readonly headerFiles: Readonly<Record<string, SecretFile>>;
  readonly clock: Clock;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;
// Anything longer in a header of the config whose name sounds like this is hidden in texts of the store.
const SECRET_HEADER = /auth|token|key|secret|cookie/i;

export function createHttpSender(options: HttpSenderOptions): HttpSender {
  const url = `${options.endpoint.replace(/\/+$/, "")}/v1/${options.signal}`;
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;

  async function send(body: Uint8Array, { attempt, signal }: { attempt: number; signal: AbortSignal }): Promise<SendOutcome> {
    const files = await readHeaderFiles(options.headerFiles);
    if (typeof files === "string") return { kind: "refused", text: files };
    const headers = {
      ...options.headers,
      ...files,
      // Exactly this: with a parameter behind it Mimir and Prometheus answer 415.
      "Content-Type": "application/x-protobuf",
      "Content-Encoding": "gzip",
      // Mimir makes its Retry-After longer with each attempt it is told of.
      ...(attempt > 0 ? { "Retry-Attempt": String(attempt) } : {}),
    };
    const secrets = secretsIn(options.headers, files);
    try {
      const response = await options.http.request({ method: "POST", url, headers, body, signal, timeoutMs });
      return judge(response, secrets, options.clock.now());
    } catch (error) {
      if (error instanceof HttpFailure) return { kind: "retry", why: oneLine(describeError(error), secrets) };
      // A file that is being replaced just now; like that of a header it is no reason to lose data, or to stop sending.
      if (codeOf(error) === "KIT_TRUST_FILE") return { kind: "refused", text: describeError(error) };
      throw error;
    }
  }

  return { send };
}

/** The headers, or why there are none: a missing file is no reason to lose data. */
async function readHeaderFiles(files: Readonly<Record<string, SecretFile>>): Promise<Readonly<Record<string, string>> | string> {
  try {
    const read = Object.entries(files).map(async ([name, file]) => [name, headerValue(file.path, (await file.read()).reveal())] as const);
    return Object.fromEntries(await Promise.all(read));
  } catch (error) {
    return describeError(error);
  }
}

// The HTTP client refuses such a value as if the other side were wrong.
function headerValue(path: string, value: string): string {
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return value;
  throw new AppError({
    code: "BRIDGE_STORE_HEADER",
    thing: path,
    tried: "using it as a header",
    cameBack: "it has a line break or another character that no header may have",
    whatToDo: "Write the value alone into one line of the file",
  });
}

function secretsIn(headers: Readonly<Record<string, string>>, files: Readonly<Record<string, string>>): string[] {
  const plain = Object.entries(headers).filter(([name]) => SECRET_HEADER.test(name));
  const values = [...plain.map(([, value]) => value), ...Object.values(files)];
  // "Bearer abc": a store may repeat the token without the word before it.
  return values.flatMap((value) => [value, value.split(" ").at(-1) ?? ""]).filter((value) => value !== "");
}

function judge(response: HttpResponse, secrets: readonly string[], nowMs: number): SendOutcome {
  const { status, headers, body } = response;
  const contentType = headers["content-type"];
  const kind = verdictOn(status);
  if (kind === "accepted" && contentType?.startsWith("text/html") === true) {
    // A page to log in at, or of a proxy that has something else there: no store answers with one.
    return { kind: "refused", status, text: oneLine(`HTTP ${status} with a web page: ${errorText(body, contentType, secrets)}`, secrets) };
  }
  if (kind === "accepted") {
    const partial = partialSuccessText(body, contentType);
    return partial === undefined ? { kind, status } : { kind, status, partial: oneLine(partial, secrets) };
  }
  const location = headers["location"] === undefined ? "" : ` to ${headers["location"]}`;
  const said = oneLine(`HTTP ${status}${location}: ${errorText(body, contentType, secrets)}`, secrets).replace(/:$/, "");
  if (kind === "tooLarge") return { kind, status, why: said };
  if (kind !== "retry") return { kind, status, text: said };
  const afterMs = parseRetryAfter(headers["retry-after"], nowMs);
  return { kind, status, why: said, ...(afterMs === undefined ? {} : { afterMs }) };
}
