import type { AlertCase, OtherSeries } from "../../testing/alert-case.ts";
import { otherSite, site } from "../../testing/houses.ts";

const day = { from: "2026-03-10 09:00", to: "2026-03-10 10:00" } as const;
const labels = { instance: "site", target: "nas" };
const summary = "nas refused the login of cert-distributor, which does not try again by itself";

export const certificateTargetLockedCases: readonly AlertCase[] = [
  {
    title: "fires at once, until the credentials are right, for the target that it is about",
    ...day,
    houses: [
      site(locked("nas", ["2026-03-10 08:00", 0], ["2026-03-10 09:10", 1], ["2026-03-10 09:40", 0]), locked("gateway", ["2026-03-10 08:00", 0])),
      otherSite(locked("nas", ["2026-03-10 01:00", 0])),
    ],
    firing: [{ from: "2026-03-10 09:10", to: "2026-03-10 09:40", labels, summary }],
  },
  {
    title: "goes on while cert-distributor is down",
    ...day,
    houses: [site(locked("nas", ["2026-03-10 08:00", 1], ["2026-03-10 09:20", "ended"]))],
    firing: [{ ...day, labels, summary }],
  },
  { title: "stays quiet for a target that lets us in", ...day, houses: [site(locked("nas", ["2026-03-10 08:00", 0]))], firing: [] },
  {
    title: "stays quiet for one that let us in before cert-distributor went down",
    ...day,
    houses: [site(locked("nas", ["2026-03-10 08:00", 0], ["2026-03-10 09:20", "ended"]))],
    firing: [],
  },
];

function locked(target: string, ...changes: OtherSeries["changes"]): OtherSeries {
  return { name: "cert_target_auth_locked", labels: { job: "cert-distributor", target }, changes };
}
