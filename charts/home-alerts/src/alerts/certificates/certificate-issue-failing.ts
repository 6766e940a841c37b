import type { Alert } from "../../alert.ts";
import { rise } from "../../parts/counted.ts";

const failed = 'cert_issue_total{result="failed"}';

/** Tries come after 1, 10 and 100 minutes and then daily, so three hours of failing are all that come soon. */
export const certificateIssueFailing = {
  name: "CertificateIssueFailing",
  group: "certificates",
  severity: "warning",
  onByDefault: false,
  parameters: {},
  for: "3h",
  expr: `max by (instance, certificate) ${rise(failed, "26h", "instance, certificate, problem", "cert_distributor_reconcile_last_success_seconds")}
unless on (instance, certificate) max by (instance, certificate) (cert_issue_last_success_seconds) > time() - 93600`,
  summary:
    'The certificate {{ $labels.certificate }} cannot be issued{{ range query (printf `topk(1, sum by (problem) (increase(cert_issue_total{instance=%[1]q,certificate=%[2]q,result="failed",problem!=""}[26h])) > 0)` $labels.instance $labels.certificate) }}: {{ label "problem" . }}{{ end }}',
  whatToDo:
    "`cert-distributor plan` and its log hold what the CA said. Mostly it is the DNS record, its API token, or a rate limit that says until when.",
  meaning:
    "Orders for a certificate have been failing for 3 hours, and none has succeeded within 26 hours. There is time: it is renewed long before it ends.",
  cause: "The DNS provider refuses its token, records do not reach every server, CAA forbids this CA, or the CA is down.",
} satisfies Alert;
