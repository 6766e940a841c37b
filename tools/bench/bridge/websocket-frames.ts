const HEAD_END = Buffer.from("\r\n\r\n");
const TEXT = 1;

/** Takes the bytes that a WebSocket server sends and calls `text` with each text message; those of a server are not masked. */
export function readServerFrames(text: (message: Buffer) => void): (chunk: Buffer) => void {
  let waiting: Buffer[] = [];
  let length = 0;
  let wanted = 0;
  let upgraded = false;

  return (chunk) => {
    waiting.push(chunk);
    length += chunk.length;
    // Joined only when something whole is in it: a first snapshot comes in thousands of chunks.
    if (length < wanted) return;
    let bytes = waiting.length === 1 ? chunk : Buffer.concat(waiting);
    for (let used = next(bytes); used > 0; used = next(bytes)) bytes = bytes.subarray(used);
    waiting = [bytes];
    length = bytes.length;
  };

  /** How many bytes were used up; 0 when more are needed. */
  function next(bytes: Buffer): number {
    wanted = 0;
    if (!upgraded) {
      const end = bytes.indexOf(HEAD_END);
      upgraded = end >= 0;
      return upgraded ? end + HEAD_END.length : 0;
    }
    const head = headOf(bytes);
    if (head === undefined) return 0;
    wanted = head.start + head.size;
    if (bytes.length < wanted) return 0;
    if (head.opcode === TEXT) text(bytes.subarray(head.start, wanted));
    return wanted;
  }
}

function headOf(bytes: Buffer): { opcode: number; start: number; size: number } | undefined {
  if (bytes.length < 2) return undefined;
  const opcode = bytes.readUInt8(0) & 0x0f;
  const short = bytes.readUInt8(1) & 0x7f;
  if (short < 126) return { opcode, start: 2, size: short };
  const start = short === 126 ? 4 : 10;
  if (bytes.length < start) return undefined;
  return { opcode, start, size: short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2)) };
}
