import type { ErrorCodes } from "@tiles/kit/errors";

/** Codes of ha-bridge's own errors; docs/errors.md is made from it. */
export const errorCodes = {
  BRIDGE_HA_UNREACHABLE: {
    meaning: "Home Assistant could not be reached at `homeAssistant.url`.",
    remedy: "Open the URL in a browser on the same machine. Check host, port, http or https, and the firewall.",
  },
  BRIDGE_HA_AUTH: {
    meaning: "Home Assistant refused the token.",
    remedy:
      "Make a long-lived token in the profile of the bridge's user and write it into `homeAssistant.tokenFile`. The file is read again by itself.",
  },
  BRIDGE_HA_SILENT: {
    meaning: "Home Assistant accepted the connection but did not answer in time.",
    remedy: "Look at Home Assistant's load and log; the bridge connects again by itself.",
  },
  BRIDGE_HA_PROTOCOL: {
    meaning: "Something other than Home Assistant's WebSocket API answered, or it sent what is no message of it.",
    remedy: "Check that `homeAssistant.url` is Home Assistant itself and that a proxy between passes WebSockets.",
  },
  BRIDGE_HA_COMMAND: {
    meaning: "Home Assistant answered a command with an error.",
    remedy: "The message names the command and the answer. The bridge tries again; look at Home Assistant's log if it stays.",
  },
  BRIDGE_HA_RIGHTS: {
    meaning: "The token's user may not read or do something in Home Assistant; all else goes on.",
    remedy: "Make the bridge's user an administrator if you want it (docs/ha-bridge.md says what needs that). It is asked again at the next login.",
  },
  BRIDGE_HA_LOST: {
    meaning: "The connection to Home Assistant was lost.",
    remedy: "Nothing by itself: the bridge connects again. Often: look at the network and at Home Assistant's load.",
  },
  BRIDGE_HA_NOT_CONNECTED: {
    meaning: "Something has to be done in Home Assistant, and there is no connection to it right now.",
    remedy: "Try again when `/readyz` shows `homeAssistant` as ok.",
  },
  BRIDGE_ALERTMANAGER_REFUSED: {
    meaning: "Alertmanager does not let us in, or something else answers there (401, 403, 404, 405).",
    remedy: "Check `alerts.alertmanager.url` (what `/api/v2` is appended to; of Mimir `http://HOST/alertmanager`), `headers` and `headerFiles`.",
  },
  BRIDGE_ALERTMANAGER_AWAY: {
    meaning: "Alertmanager did not answer, or not as it should.",
    remedy: "Check that it runs and can be reached. What is shown in Home Assistant stays as it was until it answers again.",
  },
  BRIDGE_ALERTS_NO_ENTRY: {
    meaning: "An entity cannot get the label `alerts_off`, because Home Assistant's registry has no entry for it.",
    remedy: "Give it a `unique_id` in its YAML, or leave it out in the values of the alert.",
  },
  BRIDGE_STORE_NO_WINDOW: {
    meaning: "The metrics store takes no samples that are older than the newest of their series, so nothing of the past can be sent to it.",
    remedy: "Give the store an out-of-order window (docs/backends.md says how), or make blocks with `ha-bridge import`.",
  },
  BRIDGE_QUERY: {
    meaning: "The metrics store did not answer a query, or not with samples.",
    remedy: "Check `metrics.query.url` (what `/api/v1/query` is appended to) and that the user of `metrics.headers` may read.",
  },
  BRIDGE_QUERY_TOO_MUCH: {
    meaning:
      "A query reads or takes more than the metrics store allows. `alerts try` asks for shorter and shorter times first, down to half an hour.",
    remedy:
      "Ask for less (`--last`), or raise the limits of the store: `--query.max-samples` and `--query.timeout` of Prometheus, `-search.max...` of VictoriaMetrics, the tenant's limits in Mimir.",
  },
  BRIDGE_NO_QUERY: {
    meaning: "A command needs to read from the metrics store, and the config does not say where.",
    remedy: "Set `metrics.query.url`, such as `http://mimir.mimir.svc/prometheus` or `http://victoria-metrics:8428`.",
  },
  BRIDGE_STORE_REFUSED: {
    meaning: "The metrics store refused the request because of its headers, path or type (401, 403, 404, 415).",
    remedy: "Check `metrics.endpoint`, `metrics.headers` and `metrics.headerFiles`. Nothing is lost meanwhile: the spool keeps it.",
  },
  BRIDGE_STORE_AWAY: {
    meaning: "The metrics store did not take a request.",
    remedy: "Check that the store runs and is reachable. Nothing is lost while the spool has room; it is sent when the store is back.",
  },
  BRIDGE_SPOOL_WRITE: {
    meaning: "The spool could not be written to the state directory.",
    remedy: "Free space on the disk or make it writable. Until then samples are kept in memory only.",
  },
} satisfies ErrorCodes;

export type BridgeErrorCode = keyof typeof errorCodes;
