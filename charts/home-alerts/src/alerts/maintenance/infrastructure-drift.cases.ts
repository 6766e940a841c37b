import type { AlertCase, OtherSeries } from "../../testing/alert-case.ts";
import { otherSite, site } from "../../testing/houses.ts";

const day = { from: "2026-03-10 09:00", to: "2026-03-10 12:00" } as const;
const thing = { workspace: "nodes-test" };
const firing = [
  {
    from: "2026-03-10 10:10",
    to: "2026-03-10 11:40",
    labels: { instance: "site", ...thing },
    summary: "What runs differs from what Terraform wants in nodes-test",
  },
] as const;

export const infrastructureDriftCases: readonly AlertCase[] = [
  {
    title: "fires after its time, until it is over, for the one that it is about",
    ...day,
    houses: [
      site(
        is(thing, ["2026-03-10 08:00", 0], ["2026-03-10 09:10", 1], ["2026-03-10 11:40", 0]),
        is({ ...thing, workspace: "other" }, ["2026-03-10 08:00", 0]),
      ),
      otherSite(is(thing, ["2026-03-10 01:00", 0])),
    ],
    firing,
  },
  {
    title: "counts its time while infra-agent moves to another node",
    ...day,
    houses: [site(is(thing, ["2026-03-10 09:10", 1], ["2026-03-10 09:30", "ended"], ["2026-03-10 09:40", 1], ["2026-03-10 11:40", 0]))],
    firing,
  },
  {
    title: "stays quiet when it is over a minute before that",
    ...day,
    houses: [site(is(thing, ["2026-03-10 08:00", 0], ["2026-03-10 09:10", 1], ["2026-03-10 10:09", 0]))],
    firing: [],
  },
  { title: "stays quiet without drift", ...day, houses: [site(is(thing, ["2026-03-10 08:00", 0]))], firing: [] },
];

function is(labels: Readonly<Record<string, string>>, ...changes: OtherSeries["changes"]): OtherSeries {
  return { name: "infra_workspace_drift", labels: { job: "infra-agent", ...labels }, changes };
}
