export interface UpdateState {
  readonly installedVersion: string;
  readonly latestVersion: string;
  readonly title?: string;
  /** At most 255 characters are kept. */
  readonly releaseSummary?: string;
  readonly releaseUrl?: string;
  /** True or, once it is known, the percentage. */
  readonly inProgress: boolean | number;
}

const LONGEST_SUMMARY = 255;
// Left by the cut. Home Assistant leaves out a message with one in it.
const HALF_CHARACTER = /[\uD800-\uDBFF]$/;

/** The state of an `update` component. */
export function updateState(state: UpdateState): string {
  const { inProgress } = state;
  return JSON.stringify({
    installed_version: state.installedVersion,
    latest_version: state.latestVersion,
    title: state.title,
    release_summary: state.releaseSummary?.slice(0, LONGEST_SUMMARY).replace(HALF_CHARACTER, ""),
    release_url: state.releaseUrl,
    in_progress: inProgress !== false,
    update_percentage: typeof inProgress === "number" ? Math.min(Math.max(inProgress, 0), 100) : null,
  });
}
