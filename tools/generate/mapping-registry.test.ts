import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { mappings } from "../../services/ha-bridge/src/core/mapping/index.ts";

// Here and not beside the registry: the core reads no folders. What is not registered would be missing from the page.
const folder = fileURLToPath(new URL("../../services/ha-bridge/src/core/mapping", import.meta.url));
const notDomains = new Set(["index.ts", "fallback.ts", "domain-mapping.ts", "domain.contract.ts", "domains.test.ts"]);

test("every domain that has a file is registered, and no other", () => {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile() && !notDomains.has(entry.name));
  expect(new Set(mappings.map(({ domain }) => `${domain}.ts`))).toEqual(new Set(files.map(({ name }) => name)));
});
