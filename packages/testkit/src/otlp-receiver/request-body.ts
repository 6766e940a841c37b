import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";

export type Body =
  | { readonly kind: "ok"; readonly bytes: Buffer; readonly compressedBytes: number }
  | { readonly kind: "refused"; readonly status: 400 | 413 | 415; readonly reason: string; readonly compressedBytes: number }
  | { readonly kind: "gone" };

const unpack = promisify(gunzip);
const CONTENT_TYPE = "application/x-protobuf";

/** Reads a body by Mimir's rules: exact content type, no encoding or gzip, the limit counts packed and unpacked. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Body> {
  const packed = await collect(request, maxBytes);
  if (packed === "gone") return { kind: "gone" };
  const compressedBytes = packed.length;
  const refused = (status: 400 | 413 | 415, reason: string): Body => ({ kind: "refused", status, reason, compressedBytes });
  const type = request.headers["content-type"];
  // A suffix such as "; charset=utf-8" is refused by the real ones too.
  if (type !== CONTENT_TYPE) return refused(415, `unsupported content type: ${type}, supported: [${CONTENT_TYPE}]`);
  const encoding = request.headers["content-encoding"] ?? "";
  if (encoding !== "" && encoding !== "gzip") return refused(415, `unsupported compression: ${encoding}. Only "gzip" or no compression supported`);
  if (compressedBytes > maxBytes) return refused(413, tooLarge(maxBytes));
  if (encoding === "") return { kind: "ok", bytes: packed, compressedBytes };
  try {
    return { kind: "ok", bytes: await unpack(packed, { maxOutputLength: maxBytes }), compressedBytes };
  } catch (error) {
    if (error instanceof RangeError) return refused(413, tooLarge(maxBytes));
    return refused(400, `gzip: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function collect(request: IncomingMessage, maxBytes: number): Promise<Buffer | "gone"> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      // What is over the limit is read to the end, so that the sender gets an answer and no broken pipe.
      if (length <= maxBytes + chunk.length) chunks.push(chunk);
    }
  } catch {
    return "gone";
  }
  return Buffer.concat(chunks);
}

function tooLarge(maxBytes: number): string {
  return `the incoming OTLP request has been rejected because its message size is larger than the allowed limit of ${maxBytes} bytes (err-mimir-distributor-max-otlp-request-size)`;
}
