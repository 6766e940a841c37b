import type { Board } from "../dashboard.ts";
import { toLogs } from "../links.ts";
import { bars } from "../panels/bars.ts";
import { series } from "../panels/series.ts";
import { stat } from "../panels/stat.ts";
import { table } from "../panels/table.ts";
import { timeline } from "../panels/timeline.ts";
import { asDate, countOf } from "../promql.ts";
import { now, overTime } from "../queries.ts";
import { UIDS } from "../uids.ts";
import { OFF, ONE_IS_BAD, YES_NO } from "../values.ts";
import { instanceOf, logsSource, metricsSource } from "../variables.ts";

const WHERE = 'instance=~"$instance"';
const tile = { width: 4, height: 4 } as const;
const half = { width: 12, height: 9 } as const;
const DATE = { unit: "dateTimeFromNow", width: 150 } as const;

const target = `topk by (instance, target) (1, cert_target_info{${WHERE}})`;
const served = `min by (instance, target) (cert_target_served_not_after_seconds{${WHERE}})`;
const withTarget = (expr: string) => `(${expr}) * on (instance, target) group_left (certificate, kind, serves) ${target}`;
const left = (family: string) => `(${family}_not_after_seconds{${WHERE}} - time())`;
const lifetime = (family: string, match: string) => `(${family}_not_after_seconds{${WHERE}} - on (${match}) ${family}_not_before_seconds{${WHERE}})`;
const servedShare = `min by (instance, target) (${left("cert_target_served")} / on (instance, target, sni, key_type) ${lifetime("cert_target_served", "instance, target, sni, key_type")})`;
// A renewal is due at a third of the lifetime, and an alert at a sixth.
const LIFE_LEFT = ["red", [1 / 6, "orange"], [1 / 3, "green"]] as const;
const logOf = (what: string, name: string) => toLogs(`Log of ${name}`, `{service_name="cert-distributor"} | ${what}="${name}"`);

export const certificatesBoard: Board = {
  uid: UIDS.certificates,
  title: "Certificates",
  description: "What each appliance serves, whether it is what was wanted, how long it lasts, and how issuing and pushing go.",
  tags: ["infrastructure"],
  variables: [metricsSource(), logsSource(), instanceOf("cert_info", "Distributor")],
  looksBack: "7d",
  refresh: "1m",
  sections: [
    {
      title: "Right now",
      panels: [
        stat({
          ...tile,
          title: "Ends first",
          description: "When the first of the certificates that are served ends. Counted by what is seen in the handshake, not by what was sent.",
          unit: "dateTimeFromNow",
          empty: "no targets",
          steps: ["text"],
          queries: [now(asDate(`min(${served})`))],
        }),
        stat({
          ...tile,
          title: "Least life left",
          description: "Part of its lifetime that the oldest served certificate has left. Renewed at a third, alarming below a sixth.",
          unit: "percentunit",
          empty: "no targets",
          decimals: 0,
          steps: LIFE_LEFT,
          queries: [now(`min(${servedShare})`)],
        }),
        stat({
          ...tile,
          title: "Out of sync",
          description: "Targets that do not serve what is wanted. Waiting for its window is no error.",
          unit: "none",
          empty: "0",
          steps: ["green", [1, "orange"]],
          queries: [now(countOf(`cert_target_in_sync{${WHERE}} == 0`))],
        }),
        stat({
          ...tile,
          title: "Not reachable",
          description: "Targets whose last handshake failed.",
          unit: "none",
          empty: "0",
          steps: ["green", [1, "orange"]],
          queries: [now(countOf(`cert_target_reachable{${WHERE}} == 0`))],
        }),
        stat({
          ...tile,
          title: "Wait for a person",
          description: "Targets that ask for trust, have an unknown firmware, or refused the login. Nothing goes on there by itself.",
          unit: "none",
          empty: "0",
          steps: ONE_IS_BAD,
          queries: [now(countOf(`(cert_target_waits_for_person{${WHERE}} == 1) or (cert_target_auth_locked{${WHERE}} == 1)`))],
        }),
        stat({
          ...tile,
          title: "Last look",
          description: "When all certificates and targets were last compared.",
          unit: "dateTimeFromNow",
          empty: "never",
          steps: ["text"],
          queries: [now(asDate(`min(cert_distributor_reconcile_last_success_seconds{${WHERE}})`))],
        }),
      ],
    },
    {
      title: "Targets",
      panels: [
        table({
          width: 24,
          height: 10,
          title: "What is served",
          description:
            "One row for each appliance: its certificate, when that ends, and whether it is the wanted one. A click on a name shows its log.",
          unit: "none",
          empty: "No targets",
          queries: [
            now(asDate(withTarget(served))),
            now(withTarget(servedShare)),
            now(withTarget(`cert_target_in_sync{${WHERE}}`)),
            now(withTarget(`cert_target_reachable{${WHERE}}`)),
            now(asDate(withTarget(`cert_target_push_last_success_seconds{${WHERE}}`))),
            now(withTarget(`cert_target_auth_locked{${WHERE}}`)),
          ],
          columns: [
            { of: "target", title: "Target", links: [logOf("target", "${__data.fields.Target}")] },
            { of: "kind", title: "Kind", width: 120 },
            { of: "certificate", title: "Certificate", width: 140 },
            { of: "serves", title: "Serves" },
            { of: "value", title: "Ends", ...DATE },
            { of: "value B", title: "Life left", unit: "percentunit", decimals: 0, coloured: "bar", min: 0, max: 1, steps: LIFE_LEFT },
            { of: "value C", title: "In sync", words: YES_NO, coloured: "text", width: 90 },
            { of: "value D", title: "Reachable", words: YES_NO, coloured: "text", width: 100 },
            { of: "value E", title: "Last push", ...DATE },
            { of: "value F", title: "Login", words: { 0: ["well", "green"], 1: ["locked", "red"] }, coloured: "text", width: 90 },
          ],
          sortedBy: { title: "Life left" },
        }),
        timeline({
          ...half,
          title: "In sync",
          description: "When each target served what was wanted.",
          unit: "none",
          empty: "No targets",
          words: { 0: ["Other certificate", "orange"], 1: ["In sync", "#73bf6980"] },
          queries: [overTime(`cert_target_in_sync{${WHERE}}`, "{{target}}")],
        }),
        timeline({
          ...half,
          title: "Reachable",
          description: "When each target answered a TLS handshake.",
          unit: "none",
          empty: "No targets",
          words: { 0: ["Silent", "red"], 1: ["Answers", "#73bf6980"] },
          queries: [overTime(`cert_target_reachable{${WHERE}}`, "{{target}}")],
        }),
        table({
          ...half,
          title: "What waits for a person",
          description:
            "trust: an unknown certificate was seen, as after a factory reset. firmware: an unknown version. answer: an answer of unknown shape. Press push once, or run the command that the log names.",
          unit: "none",
          empty: "Nothing waits",
          queries: [now(withTarget(`cert_target_waits_for_person{${WHERE}} == 1`))],
          columns: [
            { of: "target", title: "Target", links: [logOf("target", "${__data.fields.Target}")] },
            { of: "reason", title: "Why", width: 120 },
            { of: "serves", title: "Serves" },
          ],
          sortedBy: { title: "Target" },
        }),
        table({
          ...half,
          title: "Pushes in the time range",
          description: "By target, result and the stage in which a push ended. rolled_back: the old certificate is back.",
          unit: "none",
          empty: "Nothing was pushed",
          queries: [now(`sum by (target, result, stage) (increase(cert_target_push_total{${WHERE}}[$__range])) > 0`)],
          columns: [
            { of: "target", title: "Target", links: [logOf("target", "${__data.fields.Target}")] },
            { of: "result", title: "Result", width: 120 },
            { of: "stage", title: "Stage", width: 120 },
            { of: "value", title: "Times", decimals: 0, width: 90 },
          ],
          sortedBy: { title: "Target" },
        }),
      ],
    },
    {
      title: "Issuing",
      panels: [
        table({
          width: 24,
          height: 9,
          title: "Certificates",
          description: "When each ends, when it is going to be renewed, when it was last issued, and how many more the CA gives this week.",
          unit: "none",
          empty: "No certificates",
          queries: [
            now(asDate(`min by (certificate) (cert_not_after_seconds{${WHERE}})`)),
            now(
              `min by (certificate) (${left("cert")} / on (instance, certificate, key_type) ${lifetime("cert", "instance, certificate, key_type")})`,
            ),
            now(asDate(`min by (certificate) (cert_renewal_at_seconds{${WHERE}})`)),
            now(asDate(`max by (certificate) (cert_issue_last_success_seconds{${WHERE}} or cert_source_updated_seconds{${WHERE}})`)),
            now(`min by (certificate) (cert_issue_allowance{${WHERE}})`),
            now(`max by (certificate) (cert_ari_explained{${WHERE}})`),
          ],
          columns: [
            { of: "certificate", title: "Certificate", links: [logOf("certificate", "${__data.fields.Certificate}")] },
            { of: "value", title: "Ends", ...DATE },
            { of: "value B", title: "Life left", unit: "percentunit", decimals: 0, coloured: "bar", min: 0, max: 1, steps: LIFE_LEFT },
            { of: "value C", title: "Renewal", ...DATE },
            { of: "value D", title: "Issued", ...DATE },
            { of: "value E", title: "Orders left", decimals: 0, steps: ["red", [2, "green"]], coloured: "text", width: 110 },
            { of: "value F", title: "Early", words: { 0: ["", "text"], 1: ["the CA explains why", "orange"] }, coloured: "text", width: 160 },
          ],
          sortedBy: { title: "Life left" },
        }),
        timeline({
          ...half,
          title: "Suggested renewal windows",
          description: "When the CA wants each certificate to be renewed.",
          unit: "none",
          empty: "The CA suggests nothing",
          words: { 0: ["Later", OFF], 1: ["Window open", "blue"] },
          queries: [
            overTime(
              `(time() >= bool cert_ari_window_start_seconds{${WHERE}}) * on (instance, certificate) (time() <= bool cert_ari_window_end_seconds{${WHERE}})`,
              "{{certificate}}",
            ),
          ],
        }),
        table({
          ...half,
          title: "Orders in the time range",
          description: "By certificate, result and the CA's problem type. rateLimited: it waits until the time that the CA named.",
          unit: "none",
          empty: "Nothing was ordered",
          queries: [now(`sum by (certificate, result, problem) (increase(cert_issue_total{${WHERE}}[$__range])) > 0`)],
          columns: [
            { of: "certificate", title: "Certificate", links: [logOf("certificate", "${__data.fields.Certificate}")] },
            { of: "result", title: "Result", width: 120 },
            { of: "problem", title: "Problem" },
            { of: "value", title: "Times", decimals: 0, width: 90 },
          ],
          sortedBy: { title: "Certificate" },
        }),
        series({
          ...half,
          title: "Time until DNS knows",
          description: "From writing a record until every authoritative server had it twice; half of the times were shorter.",
          unit: "s",
          empty: "No record was written in this time",
          min: 0,
          queries: [
            overTime(
              `histogram_quantile(0.5, sum by (provider, le) (increase(cert_dns_propagation_seconds_bucket{${WHERE}}[$__rate_interval])))`,
              "{{provider}}",
            ),
          ],
        }),
        bars({
          ...half,
          title: "DNS: last record written",
          description: "How long ago each provider last took a record. Longer than a certificate's lifetime: find out before it is needed.",
          unit: "s",
          empty: "No DNS provider",
          min: 0,
          steps: ["green", [60 * 86_400, "orange"], [90 * 86_400, "red"]],
          queries: [now(`time() - max by (provider) (cert_dns_last_success_seconds{${WHERE}})`, "{{provider}}")],
        }),
      ],
    },
  ],
};
