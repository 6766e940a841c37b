/** How one attempt to hand a request to the store ended. */
export type SendOutcome =
  /** Taken; `partial` is the store's own text when it says that it left something out. */
  | { readonly kind: "accepted"; readonly status: number; readonly partial?: string }
  /** May heal by itself. `status` is absent when no answer came. */
  | { readonly kind: "retry"; readonly status?: number; readonly afterMs?: number; readonly why: string }
  /** The request is over the store's limit of size. */
  | { readonly kind: "tooLarge"; readonly status: number; readonly why: string }
  /** The store will never take these points. */
  | { readonly kind: "bad"; readonly status: number; readonly text: string }
  /** Address, credentials or the store's settings are wrong: says nothing about the points. */
  | { readonly kind: "refused"; readonly status?: number; readonly text: string };

type Verdict = SendOutcome["kind"];

// What differs from the rule "2xx accepted, 5xx retry, everything else refused". 409 and 422 are what some stores
// answer for samples out of order; 499 is a proxy that saw the client go.
const VERDICTS: Readonly<Record<number, Verdict>> = {
  400: "bad",
  409: "bad",
  422: "bad",
  408: "retry",
  425: "retry",
  429: "retry",
  499: "retry",
  413: "tooLarge",
};

export function verdictOn(status: number): Verdict {
  if (status >= 200 && status < 300) return "accepted";
  return VERDICTS[status] ?? (status >= 500 ? "retry" : "refused");
}
