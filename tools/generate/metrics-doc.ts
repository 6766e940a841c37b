import { alertFamilies } from "../../services/ha-bridge/src/core/alert-families.ts";
import { bridgeFamilies } from "../../services/ha-bridge/src/core/bridge-families.ts";
import { entityFamilies } from "../../services/ha-bridge/src/core/entity-families.ts";
import type { Family } from "../../services/ha-bridge/src/core/family.ts";
import { houseFamilies } from "../../services/ha-bridge/src/core/house-families.ts";
import { mappings } from "../../services/ha-bridge/src/core/mapping/index.ts";
import { quantityFamilies } from "../../services/ha-bridge/src/core/quantities.ts";

/** docs/metrics.md: every family that ha-bridge can send. */
export function renderMetricsDoc(): string {
  return `${[intro, ...groups.map(renderGroup)].join("\n\n")}\n`;
}

interface Group {
  readonly title: string;
  readonly text: string;
  readonly families: readonly Family[];
}

const intro = `# Metrics of ha-bridge

This page is generated from the catalogue in \`services/ha-bridge/src/core\` by \`npm run generate\`.

All series have the labels \`job="ha-bridge"\` and \`instance\`, the name of the house. Series of entities also have
\`entity_id\`, \`domain\` and, where present, \`device_class\`, \`area\`, \`floor\` (ids of the registries) and \`category\`
(\`diagnostic\` or \`config\`). The labels in the tables come on top.

Names are the same in every store, whether it adds suffixes for units or not. What has no value right now has no
series: it ends with a stale marker.`;

const groups: readonly Group[] = [
  { title: "Entities of any domain", text: "Which of these an entity has depends on what its state is.", families: Object.values(entityFamilies) },
  {
    title: "Quantities",
    text: [
      "Numbers whose device class, or else unit, says what they are. They are converted to the unit in the name; a number",
      "in a unit that its device class does not have is `ha_value`. Names that end in `_total` are meters.",
    ].join("\n"),
    families: quantityFamilies,
  },
  {
    title: "Attributes",
    text: "What the attributes of some domains tell beside the state.",
    families: mappings.flatMap((mapping) => mapping.families),
  },
  { title: "The house", text: "Areas, windows of time and Home Assistant itself.", families: Object.values(houseFamilies) },
  {
    title: "The bridge",
    text: "Sent like everything else, and also on the bridge's own `/metrics`.",
    families: [...Object.values(bridgeFamilies), ...Object.values(alertFamilies)],
  },
];

function renderGroup({ title, text, families }: Group): string {
  const rows = families.map(({ name, help, unit, labels, source }) => [
    code(name),
    help,
    code(unit.replace(/^\{(.*)\}$/, "$1")),
    labels.map(code).join(", "),
    source,
  ]);
  const table = [["name", "what it is", "unit", "labels", "from"], ["---", "---", "---", "---", "---"], ...rows];
  return [`## ${title}`, text, table.map((cells) => `| ${cells.join(" | ")} |`).join("\n")].join("\n\n");
}

function code(text: string): string {
  return text === "" ? "" : `\`${text}\``;
}
