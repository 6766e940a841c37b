import type { Clock } from "@tiles/kit/clock";
import { codeOf, describeError } from "@tiles/kit/errors";
import { type Http, type HttpResponse } from "@tiles/kit/http";
import { HttpFailure } from "@tiles/kit/http-failure";
import { parseRetryAfter } from "@tiles/kit/retry";
import type { SecretFile } from "@tiles/kit/secret";
import { readSecretHeaders, type SecretHeaders } from "@tiles/kit/secret-headers";
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

export function createHttpSender(options: HttpSenderOptions): HttpSender {
  const url = `${options.endpoint.replace(/\/+$/, "")}/v1/${options.signal}`;
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;

  async function send(body: Uint8Array, { attempt, signal }: { attempt: number; signal: AbortSignal }): Promise<SendOutcome> {
    // A missing file is no reason to lose data: it is said, and read again for the next attempt.
    const secret = await readSecretHeaders(options.headers, options.headerFiles).catch(describeError);
    if (typeof secret === "string") return { kind: "refused", text: secret };
    const headers = {
      ...secret.headers,
      // Exactly this: with a parameter behind it Mimir and Prometheus answer 415.
      "Content-Type": "application/x-protobuf",
      "Content-Encoding": "gzip",
      // Mimir makes its Retry-After longer with each attempt it is told of.
      ...(attempt > 0 ? { "Retry-Attempt": String(attempt) } : {}),
    };
    try {
      const response = await options.http.request({ method: "POST", url, headers, body, signal, timeoutMs });
      return judge(response, secret.hide, options.clock.now());
    } catch (error) {
      if (error instanceof HttpFailure) return { kind: "retry", why: oneLine(describeError(error), secret.hide) };
      // A file that is being replaced just now; like that of a header it is no reason to lose data, or to stop sending.
      if (codeOf(error) === "KIT_TRUST_FILE") return { kind: "refused", text: describeError(error) };
      throw error;
    }
  }

  return { send };
}

function judge(response: HttpResponse, hide: SecretHeaders["hide"], nowMs: number): SendOutcome {
  const { status, headers, body } = response;
  const contentType = headers["content-type"];
  const kind = verdictOn(status);
  if (kind === "accepted" && contentType?.startsWith("text/html") === true) {
    // A page to log in at, or of a proxy that has something else there: no store answers with one.
    return { kind: "refused", status, text: oneLine(`HTTP ${status} with a web page: ${errorText(body, contentType, hide)}`, hide) };
  }
  if (kind === "accepted") {
    const partial = partialSuccessText(body, contentType);
    return partial === undefined ? { kind, status } : { kind, status, partial: oneLine(partial, hide) };
  }
  const location = headers["location"] === undefined ? "" : ` to ${headers["location"]}`;
  const said = oneLine(`HTTP ${status}${location}: ${errorText(body, contentType, hide)}`, hide).replace(/:$/, "");
  if (kind === "tooLarge") return { kind, status, why: said };
  if (kind !== "retry") return { kind, status, text: said };
  const afterMs = parseRetryAfter(headers["retry-after"], nowMs);
  return { kind, status, why: said, ...(afterMs === undefined ? {} : { afterMs }) };
}
