import { LENGTH_DELIMITED, lengthDelimited, textField, varintSize, writeVarint } from "./wire.ts";

// Field numbers of opentelemetry.proto.
const POINT_ATTRIBUTES = 7;
const KEY_VALUE_KEY = 1;
const KEY_VALUE_VALUE = 2;
const ANY_VALUE_STRING = 1;

/**
 * Labels as the bytes of field `attributes` of a data point, ready to be copied into many points.
 * A label with an empty value is the same as no label at every store, so it is left out.
 */
export function encodeAttributes(labels: readonly (readonly [name: string, value: string])[]): Uint8Array {
  let size = 0;
  for (const [name, value] of labels) if (value !== "") size += framed(keyValueSize(name, value));
  // From Node's pool: a large house has a hundred thousand of these, each a few hundred bytes.
  const bytes = Buffer.allocUnsafe(size);
  let at = 0;
  for (const [name, value] of labels) {
    if (value === "") continue;
    at = writeHead(bytes, at, POINT_ATTRIBUTES, keyValueSize(name, value));
    at = writeText(bytes, at, KEY_VALUE_KEY, name);
    at = writeHead(bytes, at, KEY_VALUE_VALUE, framed(Buffer.byteLength(value)));
    at = writeText(bytes, at, ANY_VALUE_STRING, value);
  }
  return bytes;
}

/** One KeyValue with a text value, as field `field` of the message that it stands in. */
export function encodeKeyValue(field: number, name: string, value: string): Uint8Array {
  return lengthDelimited(field, textField(KEY_VALUE_KEY, name), lengthDelimited(KEY_VALUE_VALUE, textField(ANY_VALUE_STRING, value)));
}

function keyValueSize(name: string, value: string): number {
  return framed(Buffer.byteLength(name)) + framed(framed(Buffer.byteLength(value)));
}

/** Bytes of a field with content of this size; all field numbers here fit into one byte of key. */
function framed(size: number): number {
  return 1 + varintSize(size) + size;
}

function writeHead(bytes: Buffer, at: number, field: number, size: number): number {
  return writeVarint(bytes, writeVarint(bytes, at, field * 8 + LENGTH_DELIMITED), size);
}

function writeText(bytes: Buffer, at: number, field: number, text: string): number {
  const size = Buffer.byteLength(text);
  const start = writeHead(bytes, at, field, size);
  bytes.write(text, start, "utf8");
  return start + size;
}
