import { type Field, ProtobufError, readFields, text } from "./protobuf-reader.ts";

export type AttributeValue = string | number | boolean;
export type PointAttributes = Readonly<Record<string, AttributeValue>>;

export interface Point {
  readonly name: string;
  readonly unit: string;
  readonly kind: "gauge" | "sum" | "histogram";
  readonly monotonic: boolean;
  /** 1 delta, 2 cumulative, 0 for gauges. */
  readonly temporality: number;
  readonly attributes: PointAttributes;
  /** Cut to milliseconds, as Mimir and Prometheus do. */
  readonly timeMs: number;
  readonly startTimeMs: number;
  /** A histogram's value is its sum. */
  readonly value: number;
  readonly histogram: { readonly count: number; readonly bounds: readonly number[]; readonly buckets: readonly number[] } | undefined;
  /** Bit 1: no recorded value (stale marker). */
  readonly flags: number;
  readonly resource: PointAttributes;
  readonly scope: string;
}

interface Owner {
  readonly resource: PointAttributes;
  readonly scope: string;
}

/** Reads an ExportMetricsServiceRequest (opentelemetry-proto 1.x). Throws ProtobufError. */
export function decodeMetrics(request: Uint8Array): Point[] {
  return messages(request, 1).flatMap((resourceMetrics) => {
    const resource = messages(resourceMetrics, 1).flatMap((message) => attributeList(message, 1));
    return messages(resourceMetrics, 2).flatMap((scopeMetrics) => {
      const scope = messages(scopeMetrics, 1)
        .map((message) => strings(message, 1))
        .join("");
      return messages(scopeMetrics, 2).flatMap((metric) => decodeMetric(metric, { resource: Object.fromEntries(resource), scope }));
    });
  });
}

// The members of `oneof data` in Metric. Exponential histograms (10) and summaries (11) are not read.
const KINDS = { 5: "gauge", 7: "sum", 9: "histogram" } as const;

function decodeMetric(metric: Uint8Array, owner: Owner): Point[] {
  const name = strings(metric, 1);
  const unit = strings(metric, 3);
  const points: Point[] = [];
  for (const field of readFields(metric)) {
    const kind = KINDS[field.number as keyof typeof KINDS];
    if (kind === undefined || field.kind !== "bytes") continue;
    const temporality = varints(field.value, 2);
    const monotonic = kind === "sum" && varints(field.value, 3) === 1;
    for (const point of messages(field.value, 1)) points.push({ name, unit, kind, monotonic, temporality, ...owner, ...decodePoint(point, kind) });
  }
  return points;
}

type PointBody = Pick<Point, "attributes" | "timeMs" | "startTimeMs" | "value" | "histogram" | "flags">;

// Field numbers differ: attributes are 7 and flags 8 in NumberDataPoint, 9 and 10 in HistogramDataPoint.
function decodePoint(message: Uint8Array, kind: Point["kind"]): PointBody {
  const isHistogram = kind === "histogram";
  const body = { startTimeMs: 0, timeMs: 0, value: 0, flags: 0, count: 0 };
  const bounds: number[] = [];
  const buckets: number[] = [];
  for (const field of readFields(message)) {
    if (field.number === 2 && field.kind === "fixed64") body.startTimeMs = milliseconds(field.value);
    else if (field.number === 3 && field.kind === "fixed64") body.timeMs = milliseconds(field.value);
    else if (field.number === 4 && field.kind === "fixed64" && isHistogram) body.count = Number(field.value.getBigUint64(0, true));
    else if (field.number === 4 && field.kind === "fixed64") body.value = field.value.getFloat64(0, true);
    else if (field.number === 5 && field.kind === "fixed64" && isHistogram) body.value = field.value.getFloat64(0, true);
    else if (field.number === 6 && field.kind === "fixed64" && !isHistogram) body.value = Number(field.value.getBigInt64(0, true));
    else if (field.number === 6 && isHistogram) buckets.push(...packed(field, (view, at) => Number(view.getBigUint64(at, true))));
    else if (field.number === 7 && isHistogram) bounds.push(...packed(field, (view, at) => view.getFloat64(at, true)));
    else if (field.number === (isHistogram ? 10 : 8) && field.kind === "varint") body.flags = Number(field.value);
  }
  const { count, ...rest } = body;
  return {
    ...rest,
    attributes: Object.fromEntries(attributeList(message, isHistogram ? 9 : 7)),
    histogram: isHistogram ? { count, bounds, buckets } : undefined,
  };
}

function milliseconds(nanoseconds: DataView): number {
  return Number(nanoseconds.getBigUint64(0, true) / 1_000_000n);
}

function packed(field: Field, read: (view: DataView, at: number) => number): number[] {
  if (field.kind === "fixed64") return [read(field.value, 0)];
  if (field.kind !== "bytes" || field.value.length % 8 !== 0) throw new ProtobufError(`field ${field.number} is no list of 8-byte numbers`);
  const view = new DataView(field.value.buffer, field.value.byteOffset, field.value.byteLength);
  return Array.from({ length: field.value.length / 8 }, (_, n) => read(view, n * 8));
}

function attributeList(message: Uint8Array, number: number): [string, AttributeValue][] {
  return messages(message, number).map((keyValue) => [strings(keyValue, 1), messages(keyValue, 2).map(anyValue).at(-1) ?? ""]);
}

// AnyValue: string 1, bool 2, int 3, double 4. Lists, maps and bytes do not occur in metric attributes of ours.
function anyValue(message: Uint8Array): AttributeValue {
  for (const field of readFields(message)) {
    if (field.number === 1 && field.kind === "bytes") return text(field.value);
    if (field.number === 2 && field.kind === "varint") return field.value === 1n;
    if (field.number === 3 && field.kind === "varint") return Number(BigInt.asIntN(64, field.value));
    if (field.number === 4 && field.kind === "fixed64") return field.value.getFloat64(0, true);
  }
  return "";
}

function messages(bytes: Uint8Array, number: number): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (const field of readFields(bytes)) if (field.number === number && field.kind === "bytes") found.push(field.value);
  return found;
}

function strings(bytes: Uint8Array, number: number): string {
  return text(messages(bytes, number).at(-1) ?? new Uint8Array());
}

function varints(bytes: Uint8Array, number: number): number {
  let last = 0;
  for (const field of readFields(bytes)) if (field.number === number && field.kind === "varint") last = Number(field.value);
  return last;
}
