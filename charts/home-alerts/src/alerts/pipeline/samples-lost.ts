import type { Alert } from "../../alert.ts";
import { rise } from "../../parts/counted.ts";

/** Not what was `rejected`: a store without an out-of-order window has newer samples of the same series then. */
const samples = 'ha_bridge_samples_total{result=~"dropped|deadletter"}';
/** Not changes that no event told: the next poll makes them good. */
const dropped = 'ha_bridge_dropped_total{what=~"sample|gap"}';

export const samplesLost = {
  name: "SamplesLost",
  group: "pipeline",
  severity: "warning",
  onByDefault: true,
  parameters: { within: { kind: "duration", default: "1h", help: "how long a loss is told" } },
  expr: `(
  sum by (instance) ${rise(samples, "<<within>>", "instance, result", "ha_up")}
  or on (instance) sum by (instance) ${rise(dropped, "<<within>>", "instance, what, reason", "ha_up")}
)`,
  summary: `ha-bridge of {{ $labels.instance }} lost samples{{ range query (printf \`topk(1, sum by (result) (increase(ha_bridge_samples_total{instance=%[1]q,result=~"dropped|deadletter"}[<<within>>]) > 0))\` $labels.instance) }}{{ if eq (label "result" .) "dropped" }}: its spool dropped them{{ else }}: the store does not take them{{ end }}{{ end }}`,
  whatToDo:
    "Look at the bridge's log, which says why. Give the spool more room (`metrics.spool`), or look into dead-letter.jsonl for what the store refused and raise its limit.",
  meaning:
    "Within the last hour the bridge has dropped samples from its full spool, put samples that the store refuses into dead-letter.jsonl, or given up gaps that cannot be refilled.",
  cause:
    "The store was away for longer than the spool keeps, a limit of the store was hit, it has no out-of-order window, or Home Assistant keeps no history.",
} satisfies Alert;
