import type { Alert } from "../../alert.ts";
import { localTimeOrDay } from "../../parts/summary.ts";

/** The value is when a record was last written. */
export const certificateDnsBroken = {
  name: "CertificateDnsBroken",
  group: "certificates",
  severity: "warning",
  onByDefault: false,
  parameters: {
    longerThan: { kind: "duration", default: "45d", help: "the lifetime of the certificates, within which a record must have been written" },
  },
  expr: "max by (instance, provider) (cert_dns_last_success_seconds) < time() - <<longerThan:seconds>>",
  summary: `No record was written at {{ $labels.provider }} since ${localTimeOrDay("$value")}`,
  whatToDo: "`cert-distributor check` tries the provider. Renew its token, or take the provider out of the config.",
  meaning: "No DNS record for a challenge has been written and seen at a provider for a whole lifetime of a certificate.",
  cause: "Its token has expired, the zone has moved, or nothing is issued by this provider any more.",
} satisfies Alert;
