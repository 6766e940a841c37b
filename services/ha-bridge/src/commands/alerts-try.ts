import { catalogue } from "@tiles/home-alerts/catalogue";
import { ruleGroups } from "@tiles/home-alerts/render/rules";
import { UsageError } from "@tiles/kit/command-line";
import { parseDuration } from "@tiles/kit/duration";
import type { Command } from "@tiles/kit/run-service";
import type { Config } from "../config.ts";
import { describeTries, type TriedAlert } from "../core/alerts/describe-tries.ts";
import { openStoreQuery } from "../store-query.ts";
import { STEP_MS, tryRule } from "../try-alerts.ts";
import { loadAlertValues } from "./alerts-render.ts";
import { coverageOf, namesFor } from "./tried-names.ts";

/** The youngest minutes may not be in the store yet. */
const NOT_YET_MS = 2 * STEP_MS;

export function alertsTry(version: string): Command<Config> {
  return {
    summary: "asks the store what each alert would have said in the last days",
    argument: { name: "VALUES", help: "what the chart home-alerts takes as values (YAML); without it the defaults" },
    options: {
      last: { type: "string", help: "how far back, such as 30d (7d when it is not said)" },
      json: { type: "boolean", help: "prints JSON" },
    },
    async run({ config, argument, options, signal, logger, print }) {
      const lastMs = parseDuration(typeof options["last"] === "string" ? options["last"] : "7d");
      if (lastMs === undefined)
        throw new UsageError("ha-bridge", `--last ${String(options["last"])} is no duration`, "Write one such as 30d or 12h.");
      const values = await loadAlertValues(argument);
      await using stack = new AsyncDisposableStack();
      const store = openStoreQuery(config, version, stack);
      const toMs = Math.floor((Date.now() - NOT_YET_MS) / STEP_MS) * STEP_MS;
      const range = { store, instance: config.homeAssistant.name, fromMs: toMs - lastMs, toMs };
      const coverage = await coverageOf(range, signal);

      const rules = ruleGroups(catalogue, values.alerts).flatMap(({ rules: members }) => members);
      const asked = rules.flatMap((rule) => {
        const alert = catalogue.find(({ name }) => name === rule.alert);
        return alert === undefined || alert.alwaysFires === true ? [] : [{ rule, alert }];
      });
      const tried: TriedAlert[] = [];
      for (const [index, { rule, alert }] of asked.entries()) {
        logger.info({ alert: rule.alert, done: index, of: asked.length }, "asking the store");
        tried.push({
          name: rule.alert,
          use: rule.labels["name"],
          severity: rule.labels["severity"] ?? alert.severity,
          // Its summary writes the value as a time of the day.
          tellsSince: alert.summary.includes("($value | toTime)"),
          firings: await tryRule(rule, range, signal),
        });
      }
      const names = await namesFor(tried, range, signal);
      if (options["json"] === true) {
        print(JSON.stringify({ fromMs: range.fromMs, toMs, dataFromMs: coverage.fromMs, covered: coverage.share, alerts: tried }, undefined, 2));
      } else print(`${coverage.text}\n\n${describeTries(tried, names)}`);
      return 0;
    },
  };
}
