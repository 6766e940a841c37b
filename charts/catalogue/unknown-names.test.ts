import { expect, test } from "vitest";

import { familyByName } from "../../services/ha-bridge/src/core/catalogue.ts";
import { labelsToCome } from "./labels-to-come.ts";
import { unknownNames } from "./unknown-names.ts";

test.each([
  'max by (instance, area) (ha_on{domain="light",area="cellar"})',
  "sum by (result) (rate(ha_bridge_samples_total[5m]))",
  "histogram_quantile(0.9, sum by (le) (rate(cert_dns_propagation_seconds_bucket[1d])))",
  'label_replace(ha_config_entry_state, "config_entry", "$1", "entry_id", "(.*)") and on (instance, config_entry) ha_entity_info',
])("knows all names of %s", (expr) => {
  expect(unknownNames(expr)).toEqual([]);
});

test.each([
  ["ha_of{}", ['no service sends "ha_of"']],
  ['{__name__="ha_on"}', ['no service sends ""']],
  ['ha_up{entity_id="light.a"}', ["ha_up has no label entity_id"]],
  ["max by (colour) (ha_on)", ["none of its metrics has the label colour"]],
  ["cert_dns_propagation_seconds", ['no service sends "cert_dns_propagation_seconds"']],
])("finds what is unknown in %s", (expr, unknown) => {
  expect(unknownNames(expr)).toEqual(unknown);
});

test("labels that ha-bridge has already are no longer to come", () => {
  const come = Object.entries(labelsToCome).filter(([name, labels]) => labels.some((label) => familyByName.get(name)?.labels.includes(label)));
  expect(come).toEqual([]);
});
