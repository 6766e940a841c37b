import type { Clock, EpochMs } from "./clock.ts";

export interface DependencyReport {
  ok: boolean;
  /** ISO 8601: since when it has been so. */
  since: string;
  /** Why it is not ok. */
  why?: string;
  /** Work under way that makes nobody wait. */
  progress?: string;
}

export interface ReadyReport {
  ready: boolean;
  dependencies: Record<string, DependencyReport>;
}

/** What the service needs, and how each of it is. */
export interface Readiness {
  /** `since` moves only when `ok` changes; `why` may change at any time. */
  set(name: string, ok: boolean, why?: string): void;
  /** Work beside the service proper: shown, and never a reason for not being ready. */
  progress(name: string, text: string): void;
  remove(name: string): void;
  /** Ready when everything named so far is ok. */
  report(): ReadyReport;
}

/** Name every dependency with `set(name, false, "not connected yet")` at the start, or the service is ready too early. */
export function createReadiness(clock: Clock): Readiness {
  const states = new Map<string, { ok: boolean; since: EpochMs; why: string | undefined; progress?: string }>();
  return {
    set(name, ok, why) {
      const before = states.get(name);
      states.set(name, { ok, since: before?.ok === ok ? before.since : clock.now(), why: ok ? undefined : why });
    },
    progress(name, text) {
      states.set(name, { ok: true, since: states.get(name)?.since ?? clock.now(), why: undefined, progress: text });
    },
    remove(name) {
      states.delete(name);
    },
    report() {
      const entries = [...states].map(([name, { ok, since, why, progress }]) => {
        const report: DependencyReport = {
          ok,
          since: new Date(since).toISOString(),
          ...(why !== undefined && { why }),
          ...(progress !== undefined && { progress }),
        };
        return [name, report] as const;
      });
      return { ready: entries.every(([, { ok }]) => ok), dependencies: Object.fromEntries(entries) };
    },
  };
}
