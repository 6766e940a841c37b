/** Wire types of protobuf: the low three bits of a field's key. */
export const VARINT = 0;
export const FIXED64 = 1;
export const LENGTH_DELIMITED = 2;
export const FIXED32 = 5;

/** One field of a message, as positions in the bytes that hold it. */
export interface Field {
  readonly number: number;
  readonly wireType: number;
  /** Of the key. */
  readonly start: number;
  /** Of the value; for a length-delimited field, of its content. */
  readonly valueStart: number;
  readonly end: number;
}

/** The fields of the message in `bytes[start, end)`. Throws on bytes that are no message. */
export function* fields(bytes: Uint8Array, start = 0, end = bytes.length): Generator<Field, void> {
  let at = start;
  while (at < end) {
    const key = readVarint(bytes, at, end);
    const wireType = key.value % 8;
    const value = valueRange(bytes, key.end, end, wireType);
    if (value.end > end) throw new RangeError(`protobuf: field at ${at} ends beyond its message`);
    yield { number: Math.floor(key.value / 8), wireType, start: at, valueStart: value.start, end: value.end };
    at = value.end;
  }
}

/** Exact up to 2^53; larger numbers lose their low bits, which nothing read here needs. */
export function readVarint(bytes: Uint8Array, at: number, end: number): { value: number; end: number } {
  let value = 0;
  let factor = 1;
  for (let next = at; next < end && next < at + LONGEST_VARINT; next += 1) {
    const byte = bytes[next] ?? 0;
    value += (byte % 128) * factor;
    if (byte < 128) return { value, end: next + 1 };
    factor *= 128;
  }
  throw new RangeError(`protobuf: no number ends after ${at}`);
}

export function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) size += 1;
  return size;
}

/** Writes `value` (up to 2^32 - 1) and returns the position after it. */
export function writeVarint(into: Uint8Array, at: number, value: number): number {
  let next = at;
  let rest = value;
  while (rest >= 128) {
    into[next] = (rest & 127) | 128;
    rest >>>= 7;
    next += 1;
  }
  into[next] = rest;
  return next + 1;
}

/** A length-delimited field with all of `parts` as its content. */
export function lengthDelimited(field: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const key = field * 8 + LENGTH_DELIMITED;
  const bytes = new Uint8Array(varintSize(key) + varintSize(length) + length);
  let at = writeVarint(bytes, writeVarint(bytes, 0, key), length);
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

export function textField(field: number, text: string): Uint8Array {
  return lengthDelimited(field, Buffer.from(text, "utf8"));
}

// 64 bits in groups of seven.
const LONGEST_VARINT = 10;

function valueRange(bytes: Uint8Array, at: number, end: number, wireType: number): { start: number; end: number } {
  switch (wireType) {
    case VARINT:
      return { start: at, end: readVarint(bytes, at, end).end };
    case FIXED64:
      return { start: at, end: at + 8 };
    case FIXED32:
      return { start: at, end: at + 4 };
    case LENGTH_DELIMITED: {
      const length = readVarint(bytes, at, end);
      return { start: length.end, end: length.end + length.value };
    }
    default:
      throw new RangeError(`protobuf: wire type ${wireType} at ${at}`);
  }
}
