import type { Alert } from "../../alert.ts";
import { nowOrLastDay } from "../../parts/other-services.ts";

/** The value is how long, in seconds. */
export const certificateNotDeployed = {
  name: "CertificateNotDeployed",
  group: "certificates",
  severity: "warning",
  onByDefault: true,
  parameters: { longerThan: { kind: "duration", default: "24h", help: "how long a target may serve something else than is wanted" } },
  expr: `time() - max by (instance, target) (cert_target_out_of_sync_since_seconds) > <<longerThan:seconds>>
unless on (instance, target) max by (instance, target) ${nowOrLastDay("cert_target_auth_locked", "instance, target")} == 1`,
  summary: "{{ $labels.target }} has not served the certificate that is wanted for {{ $value | humanizeDuration }}",
  whatToDo: "`cert-distributor plan` says why: it is off, its window is too short, it asks for trust, or its firmware has changed.",
  meaning:
    "A target has served another certificate than the one that is wanted for 24 hours, so at least one of its windows has gone by. A target whose login is locked is told by that.",
  cause: "The target is off or cannot be reached, a push was rolled back, or a person is asked something.",
} satisfies Alert;
