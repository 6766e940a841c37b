import { ensureComponent } from "../testbed/cache/ensure-component.ts";
import type { Component } from "../testbed/component.ts";

export type Got = { readonly kind: "there" } | { readonly kind: "missing"; readonly why: string };

export interface Getting {
  /** What became of each component, by name. */
  readonly outcomes: ReadonlyMap<string, Promise<Got>>;
  /** The names whose outcome is known. */
  readonly settled: ReadonlySet<string>;
}

export interface GettingOptions {
  readonly signal: AbortSignal;
  /** Why a component cannot be had, in full. */
  readonly tell: (text: string) => void;
  readonly ensure?: typeof ensureComponent;
}

// What was downloaded is kept, so a second attempt goes on where a hiccup of the network stopped the first.
const ATTEMPTS = 2;

/** Gets one component after the other in the background, in the given order; a component that cannot be had does not stop the next. */
export function getComponents(components: readonly Component[], options: GettingOptions): Getting {
  const settled = new Set<string>();
  const outcomes = new Map<string, Promise<Got>>();
  let before: Promise<unknown> = Promise.resolve();
  for (const component of components) {
    const outcome = before.then(async () => {
      const got = await get(component, options);
      settled.add(component.name);
      return got;
    });
    outcomes.set(component.name, outcome);
    before = outcome;
  }
  return { outcomes, settled };
}

async function get(component: Component, { signal, tell, ensure = ensureComponent }: GettingOptions): Promise<Got> {
  let why = "interrupted";
  for (let attempt = 0; attempt < ATTEMPTS && !signal.aborted; attempt += 1) {
    try {
      await ensure(component, { signal });
      return { kind: "there" };
    } catch (error) {
      why = error instanceof Error ? error.message : String(error);
    }
  }
  tell(`${component.name} cannot be had: ${why}`);
  // What a person needs to act on was told in full; the summary names it.
  return { kind: "missing", why: why.split("\n")[0] ?? why };
}
