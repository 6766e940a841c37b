import { catalogue } from "@tiles/home-alerts/catalogue";
import { type Rule, ruleGroups } from "@tiles/home-alerts/render/rules";
import { type AlertsValues, usesOf, type UseValues } from "@tiles/home-alerts/render/uses";
import { UsageError } from "@tiles/kit/command-line";
import { parseDuration } from "@tiles/kit/duration";
import type { Command } from "@tiles/kit/run-service";
import type { Config } from "../config.ts";
import { describeTries, type TriedAlert, type TriedNames } from "../core/alerts/describe-tries.ts";
import { loudestOf } from "../core/alerts/loudest.ts";
import { toldValue } from "../core/alerts/told-value.ts";
import { openStoreQuery } from "../store-query.ts";
import { STEP_MS, tryRule } from "../try-alerts.ts";
import { loadAlertValues } from "./alerts-render.ts";
import { nowAndThen } from "./now-and-then.ts";
import { coverageOf, namesFor } from "./tried-names.ts";

/** The youngest minutes may not be in the store yet. */
const NOT_YET_MS = 2 * STEP_MS;
const PROGRESS_MS = 3000;

export function alertsTry(version: string): Command<Config> {
  return {
    summary: "asks the store what each alert would have said in the last days",
    argument: { name: "VALUES", help: "what the chart home-alerts takes as values (YAML); without it the defaults" },
    options: {
      last: { type: "string", help: "how far back, such as 30d (7d when it is not said)" },
      all: { type: "boolean", help: "asks about the alerts that are off as well" },
      json: { type: "boolean", help: "prints JSON" },
    },
    async run({ config, argument, options, signal, logger, print }) {
      const lastMs = lastOf(options["last"]);
      const values = await loadAlertValues(argument);
      await using stack = new AsyncDisposableStack();
      const store = openStoreQuery(config, version, stack);
      const toMs = Math.floor((Date.now() - NOT_YET_MS) / STEP_MS) * STEP_MS;
      const range = { store, instance: config.homeAssistant.name, fromMs: toMs - lastMs, toMs };
      const coverage = await coverageOf(range, signal);

      const asked = rulesToTry(values.alerts, options["all"] === true);
      const progress = nowAndThen<object>(PROGRESS_MS, (what) => logger.info(what, "asking the store"));
      const tried: TriedAlert[] = [];
      for (const [index, { rule, isOff }] of asked.entries()) {
        const alert = catalogue.find(({ name }) => name === rule.alert);
        tried.push({
          name: rule.alert,
          use: rule.labels["name"],
          severity: rule.labels["severity"] ?? "",
          isOff,
          value: toldValue(alert?.summary ?? ""),
          firings: await tryRule(rule, range, signal, (atMs) => progress({ alert: rule.alert, done: index, of: asked.length, upToMs: atMs })),
        });
      }
      const names = await namesFor(tried, range, signal);
      if (options["json"] === true) {
        print(
          JSON.stringify(
            { fromMs: range.fromMs, toMs, dataFromMs: coverage.fromMs, covered: coverage.share, ...forMachines(tried, names) },
            undefined,
            2,
          ),
        );
      } else print(`${coverage.text}\n\n${describeTries(tried, names)}`);
      return 0;
    },
  };
}

/** Whole minutes, as rulers evaluate at whole minutes. */
function lastOf(option: unknown): number {
  const text = typeof option === "string" ? option : "7d";
  const lastMs = parseDuration(text);
  if (lastMs === undefined || lastMs === 0) {
    throw new UsageError("ha-bridge", `--last ${text} is no duration`, "Write one such as 30d or 12h.");
  }
  return Math.ceil(lastMs / STEP_MS) * STEP_MS;
}

interface RuleToTry {
  readonly rule: Rule;
  readonly isOff: boolean;
}

function rulesToTry(values: AlertsValues, all: boolean): RuleToTry[] {
  const real = catalogue.filter(({ alwaysFires }) => alwaysFires !== true);
  const on = new Set(usesOf(real, values).map(({ alert }) => alert.name));
  const off = all ? real.filter(({ name }) => !on.has(name)) : [];
  return [...rulesOf(real, values, false), ...rulesOf(off, Object.fromEntries(off.map(({ name }) => [name, switchedOn(values[name])])), true)];
}

function rulesOf(alerts: typeof catalogue, values: AlertsValues, isOff: boolean): RuleToTry[] {
  return ruleGroups(alerts, values).flatMap(({ rules }) => rules.map((rule) => ({ rule, isOff })));
}

/** Aimed as the values say, where they say how. */
function switchedOn(given: AlertsValues[string]): UseValues[] {
  return [given ?? {}].flat().map((use: UseValues) => ({ ...use, enabled: true }));
}

function forMachines(tried: readonly TriedAlert[], names: TriedNames) {
  return {
    loudest: loudestOf(tried.flatMap(({ firings }) => firings)).map(({ labels, times }) => ({ what: names.of(labels), times, labels })),
    alerts: tried.map((alert) => ({ ...alert, firings: alert.firings.map((firing) => ({ what: names.of(firing.labels), ...firing })) })),
  };
}
