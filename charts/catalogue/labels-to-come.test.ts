import { expect, test } from "vitest";

import { familyByName } from "../../services/ha-bridge/src/core/catalogue.ts";
import { labelsToCome } from "./labels-to-come.ts";

test.each(Object.entries(labelsToCome))("labels that %s has already are no longer to come", (name, labels) => {
  const has = familyByName.get(name)?.labels ?? [];
  expect(labels.filter((label) => has.includes(label))).toEqual([]);
});
