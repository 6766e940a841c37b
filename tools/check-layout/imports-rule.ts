import { type Rule, isTest } from "./rule.ts";
import type { Import } from "./source-tree.ts";

/**
 * Who may import whom:
 * 1. core imports core, zod, suncalc and the names of alerts; tests beside it also vitest and fast-check
 * 2. adapters (the other folders of a service) import themselves, core and ports.ts, and of config.ts the types;
 *    they meet in the files at the root of `src`. One pair is allowed: see ADAPTERS_TOGETHER
 * 3. packages import no service, services import no other service, neither imports tools
 * 4. testkit and tools are for tests
 * 5. main.ts is imported by nobody
 */
export const importsRule: Rule = {
  name: "imports",
  problems: ({ files }) =>
    files.flatMap(({ path, imports }) =>
      imports.flatMap((imported) => {
        const why = whyForbidden(placeOf(path), imported);
        return why === undefined ? [] : [`${path}: imports ${imported.specifier}. ${why}`];
      }),
    ),
};

// The names of alerts in Home Assistant are a pure table that the dashboards share.
const CORE_PACKAGES = ["zod", "suncalc", "@tiles/home-alerts/home-assistant-ids"];
const CORE_TEST_PACKAGES = [...CORE_PACKAGES, "vitest", "fast-check"];
// The sender empties the spool, frame by frame: their contract is the spool's own interface, and a port between them
// would only repeat it.
const ADAPTERS_TOGETHER = [{ from: "otlp", to: "spool" }];
// Open to every folder of a service beside core.
const SHARED_FILES = ["ports.ts", "error-codes.ts"];

interface Place {
  readonly path: string;
  readonly kind: "packages" | "services" | "other";
  /** Name of the package or service. */
  readonly unit: string;
  /** First folder below `src`; "" for the files at its root. */
  readonly folder: string;
  /** Path below `src`. */
  readonly inside: string;
}

function placeOf(path: string): Place {
  const [, kind, unit = "", inside = ""] = /^(packages|services)\/([^/]+)\/src\/(.*)$/.exec(path) ?? [];
  const folder = inside.includes("/") ? inside.slice(0, inside.indexOf("/")) : "";
  return { path, kind: kind === "packages" || kind === "services" ? kind : "other", unit, folder, inside };
}

function whyForbidden(from: Place, imported: Import): string | undefined {
  const to = imported.target === undefined ? undefined : placeOf(imported.target);
  if (from.folder === "core" && from.kind === "services") return outOfCore(from, imported, to);
  if (to === undefined) return undefined;
  return acrossUnits(from, to) ?? (to.kind === "services" && to.unit === from.unit ? insideService(from, to, imported) : undefined);
}

function outOfCore(from: Place, { specifier }: Import, to: Place | undefined): string | undefined {
  const packages = isTest(from.path) ? CORE_TEST_PACKAGES : CORE_PACKAGES;
  if (packages.includes(specifier)) return undefined;
  if (to === undefined) return `core imports core, ${packages.join(", ")} and nothing else`;
  return to.unit === from.unit && to.folder === "core" ? undefined : "core imports nothing outside core: hand it in as an argument";
}

function acrossUnits(from: Place, to: Place): string | undefined {
  if (from.kind === "other" || (to.unit === from.unit && to.kind === from.kind)) return undefined;
  if (to.kind === "services") return from.kind === "packages" ? "packages import no service" : "no service imports another";
  const forTests = to.unit === "testkit" || to.path.startsWith("tools/");
  if (forTests && !isTest(from.path) && from.unit !== "testkit") return "testkit and tools are for tests";
  return undefined;
}

function insideService(from: Place, to: Place, { typeOnly }: Import): string | undefined {
  if (to.inside === "main.ts") return "main.ts is the edge of the process and imported by nobody";
  if (from.folder === "" || from.folder === "commands" || from.folder === to.folder || to.folder === "core") return undefined;
  if (to.folder === "") {
    if (to.inside === "config.ts" && typeOnly) return undefined;
    return SHARED_FILES.includes(to.inside)
      ? undefined
      : `adapters import ${SHARED_FILES.join(", ")} and types of config.ts from here: hand the rest in as an argument`;
  }
  if (ADAPTERS_TOGETHER.some((pair) => pair.from === from.folder && pair.to === to.folder)) return undefined;
  return "adapters do not know each other: they meet in the files at the root of src";
}
