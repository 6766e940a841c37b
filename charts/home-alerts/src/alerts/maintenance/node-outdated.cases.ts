import type { AlertCase, OtherSeries } from "../../testing/alert-case.ts";
import { otherSite, site } from "../../testing/houses.ts";

const day = { from: "2026-03-10 09:00", to: "2026-03-10 12:00" } as const;
/** Of its 3 days an hour is tried. */
const soon = { for: "1h" } as const;
const thing = { cluster: "tiles", node: "w1", component: "talos" };
const firing = [
  {
    from: "2026-03-10 10:10",
    to: "2026-03-10 11:40",
    labels: { instance: "site", ...thing },
    summary: "w1 of tiles does not run the talos that is wanted",
  },
] as const;

export const nodeOutdatedCases: readonly AlertCase[] = [
  {
    title: "fires after its time, until it is over, for the one that it is about",
    ...day,
    values: soon,
    houses: [
      site(
        is(thing, ["2026-03-10 08:00", 0], ["2026-03-10 09:10", 1], ["2026-03-10 11:40", 0]),
        is({ ...thing, node: "w2" }, ["2026-03-10 08:00", 0]),
      ),
      otherSite(is(thing, ["2026-03-10 01:00", 0])),
    ],
    firing,
  },
  {
    title: "counts its time while infra-agent moves to another node",
    ...day,
    values: soon,
    houses: [site(is(thing, ["2026-03-10 09:10", 1], ["2026-03-10 09:30", "ended"], ["2026-03-10 09:40", 1], ["2026-03-10 11:40", 0]))],
    firing,
  },
  {
    title: "stays quiet when it is over a minute before that",
    ...day,
    values: soon,
    houses: [site(is(thing, ["2026-03-10 08:00", 0], ["2026-03-10 09:10", 1], ["2026-03-10 10:09", 0]))],
    firing: [],
  },
  { title: "stays quiet for some hours when nothing else is said", ...day, houses: [site(is(thing, ["2026-03-10 08:00", 1]))], firing: [] },
];

function is(labels: Readonly<Record<string, string>>, ...changes: OtherSeries["changes"]): OtherSeries {
  return { name: "infra_node_outdated", labels: { job: "infra-agent", ...labels }, changes };
}
