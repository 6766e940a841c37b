import { type Alert, GROUPS, type Where } from "../../charts/home-alerts/src/alert.ts";

/** docs/alerts.md: every alert with what it means, what it comes from and what to do. */
export function renderAlertsDoc(catalogue: readonly Alert[]): string {
  const groups = Object.entries(GROUPS).map(([id, title]) => ({ title, alerts: catalogue.filter(({ group }) => group === id) }));
  const on = catalogue.filter(({ onByDefault }) => onByDefault).length;
  return [
    "# Alerts",
    "",
    "This page is generated from the catalogue in `charts/home-alerts/src` by `npm run generate`.",
    "",
    `${catalogue.length} alerts, ${on} of them on by default. How to choose, aim and silence them: [charts/home-alerts](../charts/home-alerts/README.md).`,
    "All of them may be given `enabled`, `severity`, `for`, `keepFiringFor`, and a `name` when an alert is used more than once.",
    "",
    ...groups.filter(({ alerts }) => alerts.length > 0).flatMap(({ title, alerts }) => [...table(title, alerts), ...alerts.flatMap(section)]),
  ]
    .join("\n")
    .concat("\n")
    .replace(/\n+$/, "\n");
}

function table(title: string, alerts: readonly Alert[]): string[] {
  return [
    `## ${title}`,
    "",
    "| alert | severity | by default |",
    "| --- | --- | --- |",
    ...alerts.map(({ name, severity, onByDefault }) => `| [${name}](#${name.toLowerCase()}) | ${severity} | ${onByDefault ? "on" : "off"} |`),
    "",
  ];
}

function section(alert: Alert): string[] {
  return [
    `### ${alert.name}`,
    "",
    alert.meaning,
    "",
    `- **Usual cause:** ${alert.cause}`,
    `- **What to do:** ${alert.whatToDo}`,
    ...options(alert).map((line) => `- ${line}`),
    "",
  ];
}

function options({ expr, exprWhen, where, except, parameters, for: wait, keepFiringFor }: Alert): string[] {
  const has = (token: string) => [expr, exprWhen?.expr ?? ""].some((text) => text.includes(token));
  return [
    ...(wait === undefined ? [] : [`Fires after ${wait}${keepFiringFor === undefined ? "" : `, and goes on for ${keepFiringFor}`}.`]),
    ...(has("<<where>>") ? [`\`where\` by default: ${inWords(where)}${except === undefined ? "" : `, except ${inWords(except)}`}.`] : []),
    ...(has("<<areas>>") ? ["`where` takes areas and floors; by default all areas."] : []),
    ...Object.entries(parameters).map(
      ([name, parameter]) => `\`${name}\` (${parameter.default}${parameter.kind === "number" ? ` ${parameter.unit}` : ""}): ${parameter.help}.`,
    ),
  ].map((line) => line.replace(/ \)/g, ")"));
}

const WORDS = { entities: "entities", areas: "areas", floors: "floors", labels: "the labels", deviceClasses: "the device classes" } as const;

function inWords(where: Where = {}): string {
  const parts = Object.entries(WORDS).flatMap(([list, words]) => {
    const values = where[list as keyof typeof WORDS] ?? [];
    return values.length === 0 ? [] : [`${words} ${values.map((value) => `\`${value}\``).join(", ")}`];
  });
  return parts.length === 0 ? "everything the alert is about" : parts.join(" and ");
}
