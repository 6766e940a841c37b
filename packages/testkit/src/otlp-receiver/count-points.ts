import { ProtobufError } from "./protobuf-reader.ts";

/** Calls `seen` with the time of each point of a request. Reads nothing else, so that a bench measures the sender and not this. */
export function countPoints(request: Uint8Array, seen: (timeMs: number) => void): void {
  const view = new DataView(request.buffer, request.byteOffset, request.byteLength);
  let at = 0;
  walk(request.length, 0);

  // From the request down to the points: resource_metrics 1, scope_metrics 2, metrics 2, gauge 5 or sum 7 or histogram 9, data_points 1.
  function walk(end: number, depth: number): void {
    let timeMs = 0;
    while (at < end) {
      const key = varint();
      const number = key >>> 3;
      const wire = key & 7;
      if (wire === 0) varint();
      else if (wire === 1) {
        if (depth === POINT_DEPTH && number === 3) timeMs = nanoseconds() / 1e6;
        at += 8;
      } else if (wire === 5) at += 4;
      else if (wire === 2) {
        const length = varint();
        if (at + length > end) throw new ProtobufError(`${length} bytes wanted at byte ${at} of ${end}`);
        if (PATH[depth]?.includes(number) === true) walk(at + length, depth + 1);
        else at += length;
      } else throw new ProtobufError(`wire type ${wire} at byte ${at}`);
    }
    if (at !== end) throw new ProtobufError(`message ends at byte ${at} instead of ${end}`);
    if (depth === POINT_DEPTH) seen(timeMs);
  }

  function varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = request[at++];
      if (byte === undefined) throw new ProtobufError("varint without an end");
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  }

  function nanoseconds(): number {
    if (at + 8 > request.length) throw new ProtobufError(`8 bytes wanted at byte ${at}`);
    return view.getUint32(at + 4, true) * 2 ** 32 + view.getUint32(at, true);
  }
}

const PATH: readonly (readonly number[])[] = [[1], [2], [2], [5, 7, 9], [1]];
const POINT_DEPTH = PATH.length;
