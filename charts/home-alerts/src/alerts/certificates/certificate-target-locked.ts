import type { Alert } from "../../alert.ts";
import { nowOrLastDay } from "../../parts/other-services.ts";

export const certificateTargetLocked = {
  name: "CertificateTargetLocked",
  group: "certificates",
  severity: "warning",
  onByDefault: false,
  parameters: {},
  expr: `max by (instance, target) ${nowOrLastDay("cert_target_auth_locked", "instance, target")} == 1`,
  summary: "{{ $labels.target }} refused the login of cert-distributor, which does not try again by itself",
  whatToDo:
    "Correct the password, token or one-time code in its file: a changed file is tried at once. A wrong one tried again would lock the account.",
  meaning: "A target has refused a login, so nothing is pushed to it until its credentials change.",
  cause: "The password was changed, the device token has expired, or the user lost its rights.",
} satisfies Alert;
