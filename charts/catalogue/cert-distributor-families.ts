import { familiesOf, type FamilyToCome } from "./family-to-come.ts";

const { gauge, counter, histogram } = familiesOf("cert-distributor");

/** `certificate` and `target` are the names of the config; `key_type` is ecdsa or rsa, because both may be kept and served. */
export const certDistributorFamilies: readonly FamilyToCome[] = [
  gauge("cert_info", ["certificate", "names", "source", "issuer"], "Facts about a certificate that is kept; the value is always 1."),
  gauge("cert_not_before_seconds", ["certificate", "key_type"], "Start of validity of the certificate that is kept, in seconds since the epoch."),
  gauge("cert_not_after_seconds", ["certificate", "key_type"], "End of validity of the certificate that is kept, in seconds since the epoch."),
  gauge("cert_renewal_at_seconds", ["certificate"], "When it is going to be renewed, in seconds since the epoch."),
  gauge("cert_ari_window_start_seconds", ["certificate"], "Start of the renewal window that the CA suggests, in seconds since the epoch."),
  gauge("cert_ari_window_end_seconds", ["certificate"], "End of the renewal window that the CA suggests, in seconds since the epoch."),
  gauge("cert_ari_explained", ["certificate"], "Whether the CA gives a reason for renewing early, such as a revocation to come (1), or not (0)."),
  gauge("cert_source_updated_seconds", ["certificate"], "When the TLS Secret that it comes from was last changed, in seconds since the epoch."),
  counter("cert_issue_total", ["certificate", "result", "problem"], "Orders by what became of them (issued, failed) and the CA's problem type."),
  gauge("cert_issue_last_success_seconds", ["certificate"], "When it was last issued, in seconds since the epoch."),
  gauge("cert_issue_allowance", ["certificate"], "How many more certificates the CA gives for exactly these names this week."),
  gauge("cert_acme_rate_limited_until_seconds", [], "Until when the CA wants no order, in seconds since the epoch; absent when it takes them."),
  gauge("cert_dns_last_success_seconds", ["provider"], "When a record was last written and seen by every server, in seconds since the epoch."),
  histogram("cert_dns_propagation_seconds", ["provider"], "Time from writing a record until every authoritative server had it twice."),
  gauge("cert_target_info", ["target", "kind", "certificate", "serves"], "Facts about a target; the value is always 1."),
  gauge("cert_target_reachable", ["target"], "Whether the last TLS handshake with what it serves came to an end (1) or not (0)."),
  gauge("cert_target_served_not_before_seconds", ["target", "sni", "key_type"], "Start of validity of what it serves, in seconds since the epoch."),
  gauge("cert_target_served_not_after_seconds", ["target", "sni", "key_type"], "End of validity of what it serves, in seconds since the epoch."),
  gauge("cert_target_in_sync", ["target"], "Whether it serves what is wanted (1) or not (0)."),
  gauge("cert_target_out_of_sync_since_seconds", ["target"], "Since when it does not, in seconds since the epoch; absent while it does."),
  gauge("cert_target_window_open", ["target"], "Whether it may be pushed to at this time of day (1) or not (0)."),
  counter("cert_target_push_total", ["target", "result", "stage"], "Pushes by result (pushed, rolled_back, failed) and the stage they ended in."),
  gauge("cert_target_push_last_success_seconds", ["target"], "When it was last pushed to, in seconds since the epoch."),
  histogram("cert_target_push_duration_seconds", ["target"], "Time from login to the handshake that showed the new certificate."),
  gauge("cert_target_auth_locked", ["target"], "Whether a refused login stopped all tries (1) or not (0)."),
  gauge("cert_target_waits_for_person", ["target", "reason"], "1 while it waits for a person: trust, firmware, answer."),
  gauge("cert_distributor_reconcile_last_success_seconds", [], "When all certificates and targets were last compared, in seconds since the epoch."),
  gauge("cert_distributor_reconcile_duration_seconds", [], "How long that took."),
];
