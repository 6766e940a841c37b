import type { Alert } from "../../alert.ts";
import { nowOrLastDay } from "../../parts/other-services.ts";

const served = (edge: "before" | "after") =>
  `min by (instance, target, sni, key_type) ${nowOrLastDay(`cert_target_served_not_${edge}_seconds`, "instance, target")}`;

/** By what is served and not by what is kept: a certificate that was renewed and never arrived expires all the same. The value is in days. */
export const certificateExpires = {
  name: "CertificateExpires",
  group: "certificates",
  severity: "critical",
  onByDefault: true,
  parameters: {
    parts: { kind: "number", default: 6, unit: "parts of its lifetime", help: "the last of so many parts of its lifetime is told" },
    within: { kind: "duration", default: "10d", help: "the longest time before its end that is told" },
  },
  for: "10m",
  expr: `(
  ${served("after")} - time()
  < on (instance, target, sni, key_type) (${served("after")} - on (instance, target, sni, key_type) ${served("before")}) / <<parts>>
  < <<within:seconds>>
) / 86400`,
  summary: `The certificate that {{ $labels.target }} serves{{ with $labels.sni }} for {{ . }}{{ end }} {{ if gt $value 0.0 }}expires in {{ $value | printf "%.1f" }} days{{ else }}has expired{{ end }}`,
  whatToDo: "`cert-distributor plan` says what is between the new certificate and this target: no new one was issued, or it could not be pushed.",
  meaning:
    "What a target serves is in the last sixth of its lifetime and has less than 10 days left. It should have been renewed at a third. An answer of up to a day ago counts while cert-distributor is down.",
  cause: "Renewing fails (see CertificateIssueFailing), pushing fails (see CertificateNotDeployed), or cert-distributor does not run.",
} satisfies Alert;
