import { catalogue } from "@tiles/home-alerts/catalogue";
import { renderAlertmanagerConfig } from "@tiles/home-alerts/render/alertmanager";
import { renderRules } from "@tiles/home-alerts/render/rules";
import { type Values, valuesSchema } from "@tiles/home-alerts/values";
import { loadConfig, parseConfig } from "@tiles/kit/config-file";
import type { ConfiglessCommand } from "@tiles/kit/run-service";

const GIVE_VALUES = "give the path of a values file (charts/home-alerts/README.md says what is in one), or none for the defaults";

/** The alerts as a rule file, for those who have no Helm: the same values give the same rules. */
export function alertsRender(): ConfiglessCommand {
  return {
    summary: "prints the alerts as a rule file",
    withoutConfig: true,
    argument: { name: "VALUES", help: "what the chart home-alerts takes as values (YAML); without it the defaults" },
    options: { alertmanager: { type: "boolean", help: "prints a config file of Alertmanager instead" } },
    async run({ argument, options, print }) {
      const values = await loadAlertValues(argument);
      print(options["alertmanager"] === true ? renderAlertmanagerConfig(values.routing) : renderRules(catalogue, values.alerts));
    },
  };
}

/** Rejects with a ConfigError that lists every problem with its line. */
export async function loadAlertValues(path: string | undefined): Promise<Values> {
  const schema = valuesSchema(catalogue);
  return path === undefined ? parseConfig(schema, "", "defaults") : loadConfig(schema, path, GIVE_VALUES);
}
