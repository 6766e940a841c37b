import type { AlertCase, OtherSeries } from "../../testing/alert-case.ts";
import { otherSite, site } from "../../testing/houses.ts";
import { epochSecondsAt } from "../../testing/local-time.ts";

/** The store has known cert-distributor for more than 26 hours. */
const days = { from: "2026-03-09 06:00", to: "2026-03-10 14:00" } as const;
const labels = { instance: "site", certificate: "wildcard" };
const running: OtherSeries = {
  name: "cert_distributor_reconcile_last_success_seconds",
  labels: { job: "cert-distributor" },
  changes: [["2026-03-01 00:00", 1_772_000_000]],
};

export const certificateIssueFailingCases: readonly AlertCase[] = [
  {
    title: "fires 3 hours after the first order failed, although no order failed ever before",
    ...days,
    houses: [
      site(running, orders("failed", ["2026-03-10 09:00", 1], ["2026-03-10 09:01", 2], ["2026-03-10 09:11", 3])),
      otherSite(running, orders("issued", ["2026-03-10 01:00", 0], ["2026-03-10 05:00", 1])),
    ],
    firing: [
      {
        from: "2026-03-10 12:00",
        to: "2026-03-10 14:00",
        labels,
        summary: "The certificate wildcard cannot be issued: urn:ietf:params:acme:error:dns",
      },
    ],
  },
  {
    title: "stays quiet when the second try succeeds",
    ...days,
    from: "2026-03-10 08:00",
    houses: [
      site(running, orders("failed", ["2026-03-10 07:00", 0], ["2026-03-10 09:00", 1]), {
        name: "cert_issue_last_success_seconds",
        labels: { job: "cert-distributor", certificate: "wildcard" },
        changes: [["2026-03-10 09:02", epochSecondsAt("Europe/Berlin", "2026-03-10 09:02")]],
      }),
    ],
    firing: [],
  },
  {
    title: "stays quiet when orders succeed, and for one that failed long ago",
    ...days,
    from: "2026-03-10 08:00",
    houses: [site(running, orders("issued", ["2026-03-10 07:00", 0], ["2026-03-10 09:00", 1]), orders("failed", ["2026-03-01 09:00", 7]))],
    firing: [],
  },
];

function orders(result: string, ...changes: OtherSeries["changes"]): OtherSeries {
  const problem = result === "failed" ? { problem: "urn:ietf:params:acme:error:dns" } : {};
  return { name: "cert_issue_total", labels: { job: "cert-distributor", certificate: "wildcard", result, ...problem }, changes };
}
