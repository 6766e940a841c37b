import { lengthDelimited, textField } from "./wire.ts";

// Field numbers of opentelemetry.proto.
const POINT_ATTRIBUTES = 7;
const KEY_VALUE_KEY = 1;
const KEY_VALUE_VALUE = 2;
const ANY_VALUE_STRING = 1;

/**
 * Labels as the bytes of field `attributes` of a data point, ready to be copied into many points.
 * A label with an empty value is the same as no label at every store, so it is left out.
 */
export function encodeAttributes(labels: readonly (readonly [name: string, value: string])[]): Uint8Array {
  return Buffer.concat(labels.filter(([, value]) => value !== "").map(([name, value]) => encodeKeyValue(POINT_ATTRIBUTES, name, value)));
}

/** One KeyValue with a text value, as field `field` of the message that it stands in. */
export function encodeKeyValue(field: number, name: string, value: string): Uint8Array {
  return lengthDelimited(field, textField(KEY_VALUE_KEY, name), lengthDelimited(KEY_VALUE_VALUE, textField(ANY_VALUE_STRING, value)));
}
