import { bytesField, fixed64Field, textField, varintField } from "./protobuf-writer.ts";

export interface GaugePoint {
  readonly name: string;
  readonly timeMs: number;
  readonly value?: number;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly flags?: number;
}

/** An ExportMetricsServiceRequest with one gauge per point, as a sender would make it. */
export function gaugeRequest(points: readonly GaugePoint[]): Buffer {
  const metrics = points.map((point) =>
    bytesField(2, Buffer.concat([textField(1, point.name), bytesField(5, bytesField(1, numberDataPoint(point)))])),
  );
  return bytesField(1, bytesField(2, Buffer.concat(metrics)));
}

function numberDataPoint({ timeMs, value = 0, attributes = {}, flags = 0 }: GaugePoint): Buffer {
  const time = Buffer.alloc(8);
  time.writeBigUInt64LE(BigInt(timeMs) * 1_000_000n);
  const double = Buffer.alloc(8);
  double.writeDoubleLE(value);
  const pairs = Object.entries(attributes).map(([key, text]) => bytesField(7, Buffer.concat([textField(1, key), bytesField(2, textField(1, text))])));
  return Buffer.concat([fixed64Field(3, time), fixed64Field(4, double), ...pairs, ...(flags === 0 ? [] : [varintField(8, flags)])]);
}
