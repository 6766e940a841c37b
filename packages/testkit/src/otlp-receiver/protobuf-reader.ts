/** One field of a protobuf message: its number and its value by wire type. */
export type Field =
  | { readonly number: number; readonly kind: "varint"; readonly value: bigint }
  | { readonly number: number; readonly kind: "fixed64"; readonly value: DataView }
  | { readonly number: number; readonly kind: "fixed32"; readonly value: DataView }
  | { readonly number: number; readonly kind: "bytes"; readonly value: Uint8Array };

/** Bytes that are no protobuf message; receivers answer 400. */
export class ProtobufError extends Error {
  override readonly name = "ProtobufError";
}

/** The fields of one message in the order they stand there. Throws ProtobufError. */
export function* readFields(bytes: Uint8Array): Generator<Field> {
  let at = 0;
  while (at < bytes.length) {
    const key = varint();
    const number = Number(key >> 3n);
    if (number === 0) throw new ProtobufError(`field number 0 at byte ${at}`);
    switch (Number(key & 7n)) {
      case 0:
        yield { number, kind: "varint", value: varint() };
        break;
      case 1:
        yield { number, kind: "fixed64", value: view(take(8)) };
        break;
      case 2:
        yield { number, kind: "bytes", value: take(Number(varint())) };
        break;
      case 5:
        yield { number, kind: "fixed32", value: view(take(4)) };
        break;
      default:
        throw new ProtobufError(`wire type ${key & 7n} at byte ${at}`);
    }
  }

  function take(length: number): Uint8Array {
    if (at + length > bytes.length) throw new ProtobufError(`${length} bytes wanted at byte ${at} of ${bytes.length}`);
    at += length;
    return bytes.subarray(at - length, at);
  }

  function varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = take(1)[0] ?? 0;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new ProtobufError(`varint of more than ten bytes at byte ${at}`);
  }
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/** Protobuf strings are UTF-8; Go's decoder refuses a message with a broken one. */
export function text(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    throw new ProtobufError("string field contains invalid UTF-8", { cause: error });
  }
}
