import type { HassMqttOptions } from "@tiles/hass-mqtt/connect";
import { createHttp } from "@tiles/kit/http";
import { systemTrust } from "@tiles/kit/trust";
import { alertmanagerClient } from "./alertmanager/client.ts";
import type { AlertsConfig } from "./config-alerts.ts";
import type { Config } from "./config.ts";
import type { HouseRules } from "./core/alerts/of-this-house.ts";
import type { Alertmanager } from "./ports.ts";

/** What `run` and `plan` make of the config alike. */

export function rulesOf({ alerts, homeAssistant }: Config, houseAlerts: ReadonlySet<string>): HouseRules {
  return { instance: homeAssistant.name, deadManAlert: alerts?.deadMan.alert ?? "", houseAlerts };
}

export function openAlertmanager(config: NonNullable<AlertsConfig["alertmanager"]>, version: string, stack: AsyncDisposableStack): Alertmanager {
  const http = stack.use(createHttp({ trust: config.trust ?? systemTrust, userAgent: `ha-bridge/${version}` }));
  return alertmanagerClient({ http, ...config });
}

export function brokerOf(
  { url, usernameFile, passwordFile, discoveryPrefix, caFile }: NonNullable<Config["mqtt"]>,
  instance: string,
): Pick<HassMqttOptions, "url" | "username" | "password" | "trust" | "discoveryPrefix" | "topicPrefix"> {
  return {
    url,
    username: usernameFile?.read,
    password: passwordFile?.read,
    trust: caFile === undefined ? systemTrust : { ...systemTrust, caFile },
    discoveryPrefix,
    topicPrefix: `tiles/ha-bridge/${instance}`,
  };
}
