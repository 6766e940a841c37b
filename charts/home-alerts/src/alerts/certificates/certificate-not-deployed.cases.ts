import type { AlertCase, OtherSeries } from "../../testing/alert-case.ts";
import { otherSite, site } from "../../testing/houses.ts";
import type { LocalTime } from "../../testing/local-time.ts";
import { epochSecondsAt } from "../../testing/local-time.ts";

const day = { from: "2026-03-10 09:00", to: "2026-03-10 10:00" } as const;
const labels = { instance: "site", target: "nas" };

export const certificateNotDeployedCases: readonly AlertCase[] = [
  {
    title: "fires after 24 hours, until the target is in sync",
    ...day,
    houses: [
      site(outOfSync("nas", "2026-03-09 09:30", "2026-03-10 09:32"), outOfSync("gateway", "2026-03-10 03:00")),
      otherSite(outOfSync("nas", "2026-03-10 01:00")),
    ],
    firing: [
      { from: "2026-03-10 09:31", to: "2026-03-10 09:32", labels, summary: "nas has not served the certificate that is wanted for 1d 0h 1m 0s" },
    ],
  },
  { title: "stays quiet for exactly 24 hours", ...day, houses: [site(outOfSync("nas", "2026-03-09 09:59"))], firing: [] },
  {
    title: "stays quiet where more time is given",
    ...day,
    values: { longerThan: "3d" },
    houses: [site(outOfSync("nas", "2026-03-08 09:00"))],
    firing: [],
  },
  {
    title: "stays quiet for a target whose login is locked, which is another alert",
    ...day,
    houses: [
      site(outOfSync("nas", "2026-03-08 09:00"), {
        name: "cert_target_auth_locked",
        labels: { job: "cert-distributor", target: "nas" },
        changes: [["2026-03-08 09:00", 1]],
      }),
    ],
    firing: [],
  },
];

function outOfSync(target: string, since: LocalTime, until?: LocalTime): OtherSeries {
  return {
    name: "cert_target_out_of_sync_since_seconds",
    labels: { job: "cert-distributor", target },
    changes: [[since, epochSecondsAt("Europe/Berlin", since)], ...(until === undefined ? [] : [[until, "ended"] as const])],
  };
}
