import type { AlertCase, OtherSeries } from "../../testing/alert-case.ts";
import { otherSite, site } from "../../testing/houses.ts";
import type { LocalTime } from "../../testing/local-time.ts";
import { epochSecondsAt } from "../../testing/local-time.ts";

const day = { from: "2026-03-10 09:00", to: "2026-03-10 10:00" } as const;
const labels = { instance: "site", provider: "cloud" };

export const certificateDnsBrokenCases: readonly AlertCase[] = [
  {
    title: "fires 45 days after the last record",
    ...day,
    houses: [site(lastRecord("2026-01-24 09:30")), otherSite(lastRecord("2026-03-01 09:30"))],
    firing: [{ from: "2026-03-10 09:31", to: "2026-03-10 10:00", labels, summary: "No record was written at cloud since Sat 24 Jan 09:30" }],
  },
  { title: "stays quiet for exactly 45 days", ...day, houses: [site(lastRecord("2026-01-24 09:59"))], firing: [] },
  {
    title: "stays quiet where certificates live longer",
    ...day,
    values: { longerThan: "90d" },
    houses: [site(lastRecord("2026-01-24 09:30"))],
    firing: [],
  },
];

function lastRecord(at: LocalTime): OtherSeries {
  return {
    name: "cert_dns_last_success_seconds",
    labels: { job: "cert-distributor", provider: "cloud" },
    changes: [["2026-02-01 00:00", epochSecondsAt("Europe/Berlin", at)]],
  };
}
