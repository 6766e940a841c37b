import type { EpochMs } from "@tiles/kit/clock";

/** How far back the store takes points that are older than the newest one of their series. */
export type StoreWindow =
  | { readonly kind: "window"; readonly ms: number }
  | { readonly kind: "none" }
  | { readonly kind: "unknown"; readonly why: string };

// Without a window a store takes nothing older than an hour: half of the two hours of its newest block.
const IN_ORDER_MS = 3_600_000;

/** The store takes nothing of this time any more, so sending it would only earn refusals. */
export function isLost(window: StoreWindow, atMs: EpochMs, nowMs: EpochMs): boolean {
  return window.kind === "none" && atMs < nowMs - IN_ORDER_MS;
}

/** When the store refuses points of this time, their age is the reason. */
export function isBeyond(window: StoreWindow, atMs: EpochMs, nowMs: EpochMs): boolean {
  return window.kind === "window" && atMs < nowMs - window.ms;
}
