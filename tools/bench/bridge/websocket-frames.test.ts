import { expect, test } from "vitest";
import { readServerFrames } from "./websocket-frames.ts";

const HEAD = Buffer.from("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n");

test("texts of every length are read, however the bytes are cut", () => {
  const texts = ["", "a".repeat(125), "b".repeat(126), "c".repeat(70_000)];
  const bytes = Buffer.concat([HEAD, ...texts.map((text) => frame(1, text))]);
  for (const size of [1, 7, 4096, bytes.length]) {
    const seen: string[] = [];
    const read = readServerFrames((message) => seen.push(message.toString()));
    for (let at = 0; at < bytes.length; at += size) read(bytes.subarray(at, at + size));
    expect(seen).toEqual(texts);
  }
});

test("a ping between two texts is no message", () => {
  const seen: string[] = [];
  readServerFrames((message) => seen.push(message.toString()))(Buffer.concat([HEAD, frame(1, "one"), frame(9, "ping"), frame(1, "two")]));
  expect(seen).toEqual(["one", "two"]);
});

function frame(opcode: number, text: string): Buffer {
  const body = Buffer.from(text);
  const head = Buffer.alloc(body.length < 126 ? 2 : body.length < 65_536 ? 4 : 10);
  head.writeUInt8(0x80 | opcode);
  head.writeUInt8(head.length === 2 ? body.length : head.length === 4 ? 126 : 127, 1);
  if (head.length === 4) head.writeUInt16BE(body.length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(body.length), 2);
  return Buffer.concat([head, body]);
}
