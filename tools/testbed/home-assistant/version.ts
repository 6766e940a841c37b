// The newest release that installs here; a change needs `pnpm testbed lock` and a run of the tests.
export const HOME_ASSISTANT_VERSION = "2026.11.0";
