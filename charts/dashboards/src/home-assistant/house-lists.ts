import { parse } from "yaml";
import { z } from "zod";

const name = z.string().min(1);

const schema = z.strictObject({
  /** Targets of cert-distributor. */
  certificates: z.array(name).default([]),
  /** The site of infra-agent. */
  site: name.default("home"),
  clusters: z.array(z.strictObject({ name, nodes: z.array(name).default([]) })).default([]),
  hosts: z.array(name).default([]),
  workspaces: z.array(name).default([]),
});

/** What of a house the dashboards show beside its alerts. */
export type HouseLists = z.infer<typeof schema>;

/** Throws with every problem when it is not such a file. */
export function parseHouseLists(yaml: string): HouseLists {
  const result = schema.safeParse(parse(yaml) ?? {});
  if (result.success) return result.data;
  throw new Error(z.prettifyError(result.error));
}
