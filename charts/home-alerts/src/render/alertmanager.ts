import { stringify } from "yaml";

import type { Routing } from "../values.ts";

/** Sent often, so that its absence is noticed soon. */
export const WATCHDOG = "Watchdog";

/** What both forms of the routing say. */
export const ROUTE = {
  receiver: "ha-bridge",
  /** One message for each alert of each house: what a person would say in one breath. */
  groupBy: ["alertname", "instance"],
  groupWait: "10s",
  groupInterval: "1m",
  watchdog: { groupWait: "0s", groupInterval: "1m", repeatInterval: "5m" },
} as const;

/** A plain configuration file of Alertmanager. */
export function renderAlertmanagerConfig({ url, tokenFile, repeatInterval }: Routing): string {
  const { receiver, groupBy, groupWait, groupInterval, watchdog } = ROUTE;
  return stringify(
    {
      route: {
        receiver,
        group_by: groupBy,
        group_wait: groupWait,
        group_interval: groupInterval,
        repeat_interval: repeatInterval,
        routes: [
          {
            receiver,
            matchers: [`alertname="${WATCHDOG}"`],
            group_wait: watchdog.groupWait,
            group_interval: watchdog.groupInterval,
            repeat_interval: watchdog.repeatInterval,
          },
        ],
      },
      receivers: [
        {
          name: receiver,
          webhook_configs: [
            { url, send_resolved: true, max_alerts: 0, http_config: { authorization: { type: "Bearer", credentials_file: tokenFile } } },
          ],
        },
      ],
    },
    { lineWidth: 0 },
  );
}
