import { encodeKeyValue } from "./attributes.ts";
import type { PointBatch } from "./point-batch.ts";
import { LENGTH_DELIMITED, lengthDelimited, varintSize, writeVarint } from "./wire.ts";

/** Who sends. Any further attribute would make the store write `target_info` series beside the points. */
export interface Resource {
  readonly serviceName: string;
  /** Stable over restarts, since it becomes the label `instance`. */
  readonly serviceInstanceId: string;
}

// Field numbers of opentelemetry.proto.
const RESOURCE_METRICS = 1;
const RESOURCE = 1;
const RESOURCE_ATTRIBUTES = 1;
const SCOPE_METRICS = 2;
const METRICS = 2;

/**
 * An ExportMetricsServiceRequest with one Metric per family, its points ascending in time: a store takes the
 * points of a series in the order of the request. The bytes are the caller's; the batch is left as it is. No points
 * make no bytes, which is a request as well. `room` gives the buffer, of just that size, and need not clear it.
 */
export function encodeBatch(batch: PointBatch, resource: Resource, room: (size: number) => Buffer = Buffer.allocUnsafeSlow): Uint8Array {
  if (batch.points === 0) return new Uint8Array(0);
  const who = encodeResource(resource);
  let metricBytes = 0;
  for (const family of batch.families()) metricBytes += framed(family.size());
  const resourceBytes = who.length + framed(metricBytes);
  // Not zeroed first: every byte of it is written below.
  const bytes = room(framed(resourceBytes));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = writeFrame(bytes, 0, RESOURCE_METRICS, resourceBytes);
  bytes.set(who, at);
  at = writeFrame(bytes, at + who.length, SCOPE_METRICS, metricBytes);
  for (const family of batch.families()) {
    at = writeFrame(bytes, at, METRICS, family.size());
    at = family.write(bytes, view, at);
  }
  return bytes;
}

export function encodeResource(resource: Resource): Uint8Array {
  return lengthDelimited(
    RESOURCE,
    encodeKeyValue(RESOURCE_ATTRIBUTES, "service.name", resource.serviceName),
    encodeKeyValue(RESOURCE_ATTRIBUTES, "service.instance.id", resource.serviceInstanceId),
  );
}

/** Size of a message as a field of another one; all field numbers here fit into one byte of key. */
function framed(size: number): number {
  return 1 + varintSize(size) + size;
}

function writeFrame(into: Uint8Array, at: number, field: number, size: number): number {
  return writeVarint(into, writeVarint(into, at, field * 8 + LENGTH_DELIMITED), size);
}
