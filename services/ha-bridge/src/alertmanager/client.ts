import { AppError, describeError } from "@tiles/kit/errors";
import { type Http, HttpFailure, type HttpRequest, safeUrl } from "@tiles/kit/http";
import type { SecretFile } from "@tiles/kit/secret";
import { readSecretHeaders } from "@tiles/kit/secret-headers";
import type { Silence } from "../core/alerts/plan-silences.ts";
import type { AlertLook, Alertmanager } from "../ports.ts";
import { readAlerts, readRun, readSilenceId, readSilences } from "./schema.ts";

export interface AlertmanagerOptions {
  readonly http: Http;
  /** What `/api/v2` is appended to: of Mimir `http://HOST/alertmanager`. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly headerFiles: Readonly<Record<string, SecretFile>>;
}

const TIMEOUT_MS = 10_000;
const LONGEST_TEXT = 300;
/** Credentials, path or tenant are wrong: trying again does not heal it. */
const REFUSED: ReadonlySet<number> = new Set([401, 403, 404, 405]);
// The run of an Alertmanager that does not tell its status.
const SOME_RUN = "unknown";

/** The API (version 2) of Alertmanager, which Mimir's has as well. */
export function alertmanagerClient({ http, url, headers, headerFiles }: AlertmanagerOptions): Alertmanager {
  const base = `${url.replace(/\/+$/, "")}/api/v2`;

  return {
    async look(signal): Promise<AlertLook> {
      // The run first: alerts of an older run are then never taken for those of a newer one.
      const run = await ask({ method: "GET", url: `${base}/status`, signal }, "reading its status").then(readRun, (error: unknown) => {
        if (error instanceof AppError && error.code === "BRIDGE_ALERTMANAGER_REFUSED") return undefined;
        throw error;
      });
      const answer = await ask({ method: "GET", url: `${base}/alerts`, signal }, "reading its alerts");
      const read = readAlerts(answer);
      if (read === undefined) throw away("reading its alerts", "an answer that is no list of alerts");
      return { ...read, run: run ?? SOME_RUN };
    },
    async silences(signal) {
      const silences = readSilences(await ask({ method: "GET", url: `${base}/silences`, signal }, "reading its silences"));
      if (silences === undefined) throw away("reading its silences", "an answer that is no list of silences");
      return silences;
    },
    async putSilence(silence, signal) {
      const body = JSON.stringify(bodyOf(silence));
      const id = readSilenceId(await ask({ method: "POST", url: `${base}/silences`, body, signal }, "writing a silence"));
      if (id === undefined) throw away("writing a silence", "an answer without the silence's id");
      return id;
    },
  };

  async function ask(request: HttpRequest, tried: string): Promise<unknown> {
    const { headers: all, hide } = await readSecretHeaders(headers, headerFiles);
    const contentType: Record<string, string> = request.body === undefined ? {} : { "content-type": "application/json" };
    try {
      const { status, body } = await http.request({ ...request, headers: { ...all, ...contentType }, timeoutMs: TIMEOUT_MS });
      const text = body.toString("utf8");
      if (status === 200) return parseJson(text);
      const said = `HTTP ${status} ${hide(text).replaceAll(/\s+/g, " ").slice(0, LONGEST_TEXT)}`.trim();
      throw REFUSED.has(status) ? refused(tried, said) : away(tried, said);
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      throw away(tried, hide(describeError(error)), error);
    }
  }

  function refused(tried: string, cameBack: string): AppError {
    return new AppError({
      code: "BRIDGE_ALERTMANAGER_REFUSED",
      thing: `Alertmanager ${safeUrl(url)}`,
      tried,
      cameBack,
      whatToDo: "Check alerts.alertmanager.url, headers and headerFiles.",
    });
  }

  function away(tried: string, cameBack: string, cause?: unknown): AppError {
    return new AppError({
      code: "BRIDGE_ALERTMANAGER_AWAY",
      thing: `Alertmanager ${safeUrl(url)}`,
      tried,
      cameBack,
      whatToDo: "Check that it runs and can be reached; it is tried again.",
      cause,
    });
  }
}

function bodyOf({ id, matchers, startsAt, endsAtMs, createdBy, comment }: Silence): unknown {
  return {
    ...(id !== undefined && { id }),
    matchers: matchers.map(({ name, value }) => ({ name, value, isRegex: false, isEqual: true })),
    startsAt,
    endsAt: new Date(endsAtMs).toISOString(),
    createdBy,
    comment,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
