import type { AlertCase, OtherSeries } from "../../testing/alert-case.ts";
import { otherSite, site } from "../../testing/houses.ts";
import type { LocalTime } from "../../testing/local-time.ts";
import { epochSecondsAt } from "../../testing/local-time.ts";

const day = { from: "2026-03-10 09:00", to: "2026-03-10 12:00" } as const;
const labels = { instance: "site", target: "nas", sni: "nas.home.example", key_type: "ecdsa" };
const said = (days: string) => `The certificate that nas serves for nas.home.example expires in ${days} days`;

export const certificateExpiresCases: readonly AlertCase[] = [
  {
    title: "fires 10 days before a certificate of 90 days ends, until another one is served",
    ...day,
    houses: [
      site(
        ...certificate(
          "nas",
          ["2026-03-01 00:00", "2025-12-20 10:00", "2026-03-20 10:00"],
          ["2026-03-10 11:00", "2026-03-10 10:00", "2026-06-08 10:00"],
        ),
        ...certificate("gateway", ["2026-03-01 00:00", "2026-02-20 10:00", "2026-05-20 10:00"]),
      ),
      otherSite(...certificate("nas", ["2026-03-01 00:00", "2026-02-20 10:00", "2026-05-20 10:00"])),
    ],
    firing: [{ from: "2026-03-10 10:11", to: "2026-03-10 11:00", labels, summary: said("10.0") }],
  },
  {
    title: "fires a sixth of its lifetime before a certificate of 6 days ends",
    ...day,
    houses: [site(...certificate("nas", ["2026-03-01 00:00", "2026-03-05 10:00", "2026-03-11 10:00"]))],
    firing: [
      { from: "2026-03-10 10:11", to: "2026-03-10 11:12", labels, summary: said("1.0") },
      { from: "2026-03-10 11:12", to: "2026-03-10 12:00", labels, summary: said("0.9") },
    ],
  },
  {
    title: "says when it has ended",
    ...day,
    houses: [site(...certificate("nas", ["2026-03-01 00:00", "2026-03-04 09:00", "2026-03-10 09:00"]))],
    firing: [
      { from: "2026-03-10 09:10", to: "2026-03-10 12:00", labels, summary: "The certificate that nas serves for nas.home.example has expired" },
    ],
  },
  {
    title: "goes on while cert-distributor is down",
    ...day,
    houses: [site(...ended("2026-03-10 10:30", certificate("nas", ["2026-03-01 00:00", "2025-12-20 10:00", "2026-03-20 10:00"])))],
    firing: [
      { from: "2026-03-10 10:11", to: "2026-03-10 11:12", labels, summary: said("10.0") },
      { from: "2026-03-10 11:12", to: "2026-03-10 12:00", labels, summary: said("9.9") },
    ],
  },
  {
    title: "stays quiet for a certificate with a minute more than 10 days",
    ...day,
    houses: [site(...certificate("nas", ["2026-03-01 00:00", "2025-12-20 12:00", "2026-03-20 12:00"]))],
    firing: [],
  },
  {
    title: "stays quiet for a certificate of 6 days with a quarter of them left",
    ...day,
    houses: [site(...certificate("nas", ["2026-03-01 00:00", "2026-03-06 00:00", "2026-03-12 00:00"]))],
    firing: [],
  },
];

/** Since when it is served, and its validity. */
type Served = readonly [since: LocalTime, notBefore: LocalTime, notAfter: LocalTime];

function certificate(target: string, ...served: readonly Served[]): OtherSeries[] {
  return ([1, 2] as const).map((edge) => ({
    name: `cert_target_served_not_${edge === 1 ? "before" : "after"}_seconds`,
    labels: { job: "cert-distributor", target, sni: `${target}.home.example`, key_type: "ecdsa" },
    changes: served.map((one) => [one[0], epochSecondsAt("Europe/Berlin", one[edge])] as const),
  }));
}

function ended(at: LocalTime, series: readonly OtherSeries[]): OtherSeries[] {
  return series.map((one) => ({ ...one, changes: [...one.changes, [at, "ended"] as const] }));
}
