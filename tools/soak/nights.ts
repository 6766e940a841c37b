import { join } from "node:path";
import { compareNights, describeWeek } from "../../charts/home-alerts/src/nights/compare-nights.ts";
import { planYear } from "../../charts/home-alerts/src/nights/plan-weeks.ts";
import { ZONES } from "../../charts/home-alerts/src/nights/zones.ts";
import { ensureComponent } from "../testbed/cache/ensure-component.ts";
import { prometheus } from "../testbed/prometheus/prometheus-component.ts";
import type { Soak } from "./soak.ts";

/** A whole year of nights in all places: the rule, as promtool evaluates it, against the plain model. */
export const nights: Soak = {
  what: "LightsOnAllNight through every night of a year in twenty time zones, against a plain model",
  async run({ seed, year, weeks, say }) {
    const promtool = join(await ensureComponent(prometheus), "bin/promtool");
    const batches = planYear({ seed, year, zones: ZONES }).slice(0, weeks === undefined ? undefined : weeks * 2);
    let [looks, told, wrong] = [0, 0, 0];
    for (const [index, { title, weeks: houses }] of batches.entries()) {
      const compared = await compareNights(promtool, houses);
      looks += compared.looks;
      told += compared.told;
      if (compared.differences !== "") {
        wrong += 1;
        say(`${title}, seed ${seed}: rule and model differ\n${houses.map(describeWeek).join("\n")}\n${compared.differences}`);
      }
      say(`${index + 1} of ${batches.length}: ${title}: ${compared.looks} looks, ${compared.told} times a light had to be told`);
    }
    say(`${looks} looks, ${told} times a light had to be told, ${wrong} of ${batches.length} weeks with a difference`);
    return wrong === 0;
  },
};
