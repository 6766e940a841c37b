import protobuf from "protobufjs";

// The messages of opentelemetry.proto (collector/metrics/v1, metrics/v1, resource/v1, common/v1) that a metrics
// request of number points uses. The library ships a hand-made writer only, so the definitions stand here.
const definitions = {
  nested: {
    ExportMetricsServiceRequest: { fields: { resourceMetrics: repeated(1, "ResourceMetrics") } },
    ResourceMetrics: {
      fields: { resource: one(1, "Resource"), scopeMetrics: repeated(2, "ScopeMetrics"), schemaUrl: one(3, "string") },
    },
    Resource: { fields: { attributes: repeated(1, "KeyValue"), droppedAttributesCount: one(2, "uint32") } },
    ScopeMetrics: { fields: { scope: one(1, "Scope"), metrics: repeated(2, "Metric"), schemaUrl: one(3, "string") } },
    Scope: { fields: { name: one(1, "string"), version: one(2, "string"), attributes: repeated(3, "KeyValue") } },
    Metric: {
      fields: {
        name: one(1, "string"),
        description: one(2, "string"),
        unit: one(3, "string"),
        gauge: one(5, "Gauge"),
        sum: one(7, "Sum"),
      },
    },
    Gauge: { fields: { dataPoints: repeated(1, "NumberDataPoint") } },
    Sum: {
      fields: {
        dataPoints: repeated(1, "NumberDataPoint"),
        aggregationTemporality: one(2, "int32"),
        isMonotonic: one(3, "bool"),
      },
    },
    NumberDataPoint: {
      fields: {
        startTimeUnixNano: one(2, "fixed64"),
        timeUnixNano: one(3, "fixed64"),
        asDouble: one(4, "double"),
        asInt: one(6, "sfixed64"),
        attributes: repeated(7, "KeyValue"),
        flags: one(8, "uint32"),
      },
    },
    KeyValue: { fields: { key: one(1, "string"), value: one(2, "AnyValue") } },
    AnyValue: { fields: { stringValue: one(1, "string"), boolValue: one(2, "bool"), doubleValue: one(4, "double") } },
  },
};

export interface DecodedPoint {
  /** Absent for 0, as all numbers here. */
  readonly timeUnixNano?: string;
  readonly startTimeUnixNano?: string;
  readonly asDouble?: number;
  readonly flags?: number;
  readonly attributes?: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[];
}

export interface DecodedMetric {
  readonly name: string;
  readonly description: string;
  readonly unit?: string;
  readonly gauge?: { readonly dataPoints: readonly DecodedPoint[] };
  readonly sum?: {
    readonly dataPoints: readonly DecodedPoint[];
    readonly aggregationTemporality: number;
    readonly isMonotonic: boolean;
  };
}

export interface DecodedRequest {
  readonly resourceMetrics?: readonly {
    readonly resource: { readonly attributes: DecodedPoint["attributes"] };
    readonly scopeMetrics: readonly { readonly metrics: readonly DecodedMetric[] }[];
  }[];
}

const request = protobuf.Root.fromJSON(definitions).lookupType("ExportMetricsServiceRequest");

/** A request read by protobufjs; 64 bit numbers as text. */
export function decodeRequest(raw: Uint8Array): DecodedRequest {
  return request.toObject(request.decode(raw), { longs: String });
}

/** A request written by protobufjs, for shapes that our own writer never makes. */
export function writeRequest(message: DecodedRequest): Uint8Array {
  return request.encode(request.fromObject(message)).finish();
}

export interface PlainPoint {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly timeUnixNano: string;
  readonly value: number | "stale";
}

/** All points of a request in its order. */
export function decodePoints(raw: Uint8Array): PlainPoint[] {
  const metrics = (decodeRequest(raw).resourceMetrics ?? []).flatMap((resource) => resource.scopeMetrics.flatMap((scope) => scope.metrics));
  return metrics.flatMap(
    (metric) =>
      (metric.gauge ?? metric.sum)?.dataPoints.map((point) => ({
        name: metric.name,
        attributes: Object.fromEntries((point.attributes ?? []).map(({ key, value }) => [key, value.stringValue ?? ""])),
        timeUnixNano: point.timeUnixNano ?? "0",
        value: point.flags === 1 ? ("stale" as const) : (point.asDouble ?? 0) + 0,
      })) ?? [],
  );
}

function one(id: number, type: string): protobuf.IField {
  return { id, type };
}

function repeated(id: number, type: string): protobuf.IField {
  return { id, type, rule: "repeated" };
}
