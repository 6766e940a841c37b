import type { Point, PointAttributes } from "./decode-metrics.ts";

/** What a request gets instead of the normal answer. */
export type Answer =
  /** Nothing is stored unless `stored`. */
  | { readonly kind: "status"; readonly status: number; readonly retryAfter?: string; readonly message?: string; readonly stored?: boolean }
  /** 200 with a text; the points are stored. */
  | { readonly kind: "partial"; readonly message: string; readonly rejected?: number }
  /** The request is read and never answered; nothing is stored. */
  | { readonly kind: "hang" }
  /** The normal answer, later. */
  | { readonly kind: "slow"; readonly delayMs: number }
  /** The connection breaks: while the body comes, or when everything is stored and only the answer is lost. */
  | { readonly kind: "cut"; readonly when: "mid-request" | "after-storing" };

/** A point fits when all that is given fits. */
export interface PointMatch {
  readonly name?: string;
  readonly attributes?: PointAttributes;
  readonly beforeMs?: number;
  readonly afterMs?: number;
}

export type RequestMatch = PointMatch | ((points: readonly Point[]) => boolean);

export interface Answers {
  /** The next n requests get this. */
  readonly next: (answer: Answer, requests?: number) => void;
  /** Every request with a point that fits gets this, until `normally`. */
  readonly matching: (match: RequestMatch, answer: Answer) => void;
  readonly normally: () => void;
  /** What has to be known before the body is read. */
  readonly cutsMidRequest: () => boolean;
  /** Uses up one of the next requests. */
  readonly choose: (points: readonly Point[]) => Answer | undefined;
}

export function createAnswers(): Answers {
  let queue: Answer[] = [];
  let rules: { match: RequestMatch; answer: Answer }[] = [];
  return {
    next(answer, requests = 1) {
      for (let n = 0; n < requests; n++) queue.push(answer);
    },
    matching: (match, answer) => void rules.push({ match, answer }),
    normally() {
      queue = [];
      rules = [];
    },
    cutsMidRequest() {
      const [first] = queue;
      if (first?.kind !== "cut" || first.when !== "mid-request") return false;
      queue.shift();
      return true;
    },
    choose: (points) => queue.shift() ?? rules.find(({ match }) => fitsRequest(match, points))?.answer,
  };
}

export function fitsPoint(match: PointMatch, point: Point): boolean {
  return (
    (match.name === undefined || match.name === point.name) &&
    (match.beforeMs === undefined || point.timeMs < match.beforeMs) &&
    (match.afterMs === undefined || point.timeMs > match.afterMs) &&
    Object.entries(match.attributes ?? {}).every(([key, value]) => point.attributes[key] === value)
  );
}

function fitsRequest(match: RequestMatch, points: readonly Point[]): boolean {
  return typeof match === "function" ? match(points) : points.some((point) => fitsPoint(match, point));
}
