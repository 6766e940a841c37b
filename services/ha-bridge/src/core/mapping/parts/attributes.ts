import type { Attributes } from "../../entity.ts";

/** A finite number, or undefined: Home Assistant gives null for what a device does not tell. */
export function numberIn(attributes: Attributes, name: string): number | undefined {
  const value = attributes[name];
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** 1 or 0. A few integrations write a switch as "on" and "off". */
export function flagIn(attributes: Attributes, name: string): number | undefined {
  const value = attributes[name];
  if (value === true || value === "on") return 1;
  return value === false || value === "off" ? 0 : undefined;
}

/** A text that is not empty. */
export function textIn(attributes: Attributes, name: string): string | undefined {
  const value = attributes[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The attribute's own array, so that its identity tells whether it changed. */
export function textsIn(attributes: Attributes, name: string): readonly string[] | undefined {
  const value = attributes[name];
  return isTexts(value) ? value : undefined;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
