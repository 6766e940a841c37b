import { certDistributorFamilies } from "./cert-distributor-families.ts";
import type { FamilyToCome } from "./family-to-come.ts";
import { haBridgeFamilies } from "./ha-bridge-families.ts";
import { infraAgentFamilies } from "./infra-agent-families.ts";

/** Everything that alerts and dashboards may ask for beside what ha-bridge's own catalogue has. */
export const familiesToCome: readonly FamilyToCome[] = [...haBridgeFamilies, ...certDistributorFamilies, ...infraAgentFamilies];
