/** google.rpc.Status: code 1, message 2. The body of every refusal. */
export function rpcStatus(code: number, message: string): Buffer {
  return Buffer.concat([varintField(1, code), textField(2, message)]);
}

/** ExportMetricsServiceResponse: empty, or with partial_success 1 {rejected_data_points 1, error_message 2}. */
export function exportResponse(partial?: { readonly rejected: number; readonly message: string }): Buffer {
  if (partial === undefined) return Buffer.alloc(0);
  return bytesField(1, Buffer.concat([partial.rejected === 0 ? Buffer.alloc(0) : varintField(1, partial.rejected), textField(2, partial.message)]));
}

export function bytesField(number: number, bytes: Buffer): Buffer {
  return Buffer.concat([varint(key(number, 2)), varint(bytes.length), bytes]);
}

export function fixed64Field(number: number, bytes: Buffer): Buffer {
  return Buffer.concat([varint(key(number, 1)), bytes]);
}

export function varintField(number: number, value: number): Buffer {
  return Buffer.concat([varint(key(number, 0)), varint(value)]);
}

export function textField(number: number, value: string): Buffer {
  return bytesField(number, Buffer.from(value));
}

function key(number: number, wireType: number): number {
  return number * 8 + wireType;
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return Buffer.from([...bytes, rest]);
}
