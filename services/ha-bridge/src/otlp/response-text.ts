import type { SecretHeaders } from "@tiles/kit/secret-headers";
import { type Field, fields, LENGTH_DELIMITED } from "./wire.ts";

// Enough for the longest message seen of Mimir with all labels of a series; more would only fill the log.
const LONGEST_TEXT = 500;

// ExportMetricsServiceResponse.partial_success.error_message, the same numbers for logs and traces.
const PARTIAL_SUCCESS = 1;
const ERROR_MESSAGE = 2;
// google.rpc.Status.message
const STATUS_MESSAGE = 2;

/** What a store says it left out of a request that it accepted. */
export function partialSuccessText(body: Buffer, contentType: string | undefined): string | undefined {
  const text = isProtobuf(contentType) ? nestedText(body, PARTIAL_SUCCESS, ERROR_MESSAGE) : jsonPartial(body);
  return text === undefined || text === "" ? undefined : text;
}

/** An error answer as one short line without secrets. */
export function errorText(body: Buffer, contentType: string | undefined, hide: SecretHeaders["hide"]): string {
  const text = (isProtobuf(contentType) ? nestedText(body, STATUS_MESSAGE) : undefined) ?? body.toString("utf8");
  return oneLine(text, hide);
}

export function oneLine(text: string, hide: SecretHeaders["hide"]): string {
  const line = hide(text)
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim();
  return line.length > LONGEST_TEXT ? `${line.slice(0, LONGEST_TEXT)}...` : line;
}

function isProtobuf(contentType: string | undefined): boolean {
  return contentType?.includes("protobuf") ?? false;
}

/** Undefined also for bytes that are no protobuf, as proxies answer them. */
function nestedText(body: Buffer, ...path: readonly number[]): string | undefined {
  let at: Pick<Field, "valueStart" | "end"> | undefined = { valueStart: 0, end: body.length };
  try {
    for (const number of path) {
      const inside: Field[] = at === undefined ? [] : [...fields(body, at.valueStart, at.end)];
      at = inside.find((field) => field.number === number && field.wireType === LENGTH_DELIMITED);
    }
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  return at === undefined ? undefined : body.toString("utf8", at.valueStart, at.end);
}

function jsonPartial(body: Buffer): string | undefined {
  return /"errorMessage"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(body.toString("utf8"))?.[1];
}
