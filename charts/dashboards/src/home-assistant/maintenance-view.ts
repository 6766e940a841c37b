import {
  FULL,
  HALF,
  heading,
  iconButton,
  MOST,
  pressTile,
  section,
  subheading,
  text,
  THIRD,
  tile,
  viewHeader,
  whileAny,
  whileState,
  whileThere,
  type Card,
  type Section,
  type View,
} from "./cards.ts";
import { clusterIds, hostIds, nodeIds, siteIds, workspaceIds } from "./entity-ids.ts";
import type { HouseLists } from "./house-lists.ts";
import { jinjaList, plain } from "./templates.ts";

/** What can be updated, what runs, what needs a person; everything that acts asks first. */
export function maintenanceView(lists: HouseLists): View {
  return {
    type: "sections",
    title: "Maintenance",
    path: "maintenance",
    icon: "mdi:wrench-clock",
    max_columns: 3,
    header: viewHeader(headline(lists)),
    badges: [],
    sections: [
      siteSection(lists.site),
      ...lists.clusters.map(clusterSection),
      ...lists.hosts.map(hostSection),
      ...lists.workspaces.map(workspaceSection),
    ],
  };
}

function headline({ site, clusters, hosts, workspaces }: HouseLists): string {
  const { phase, problem } = siteIds(site);
  const problems = [
    problem,
    ...clusters.flatMap(({ name }) => [clusterIds(name).problem, clusterIds(name).etcd]),
    ...hosts.map((host) => hostIds(host).problem),
    ...workspaces.map((workspace) => workspaceIds(workspace).drift),
  ];
  const updates = [
    ...clusters.flatMap(({ name }) => [clusterIds(name).talos, clusterIds(name).kubernetes]),
    ...hosts.map((host) => hostIds(host).update),
  ];
  return `{%- set phase = states('${phase}') %}
{%- set bad = ${jinjaList(problems)} | select('is_state', 'on') | list | count %}
{%- set waiting = ${jinjaList(updates)} | select('is_state', 'on') | list | count %}
{%- if phase in ['unknown', 'unavailable'] %}
# Not known

infra-agent is not connected.
{%- elif bad %}
# {{ bad }} {{ 'things need' if bad > 1 else 'thing needs' }} you
{%- elif phase != 'idle' %}
# Work is going on

${plain("phase")}
{%- elif waiting %}
# {{ waiting }} {{ 'updates wait' if waiting > 1 else 'update waits' }}
{%- else %}
# All up to date
{%- endif %}`;
}

function siteSection(site: string): Section {
  const ids = siteIds(site);
  const stop = "Stop at the next safe point, and leave the rest undone?";
  const running = { condition: "state", entity: ids.phase, state_not: ["idle", "unknown", "unavailable"] };
  return section(
    [
      heading("Now", "mdi:progress-wrench"),
      tile(ids.problem, "Needs you", FULL, { color: "red", icon: "mdi:alert-circle", visibility: [whileState(ids.problem, "on")] }),
      tile(ids.phase, "Doing", FULL, { icon: "mdi:state-machine", color: "blue" }),
      pressTile(ids.pause, "Pause", "Pause at the next safe point?", THIRD, {
        icon: "mdi:pause",
        vertical: true,
        visibility: [running, whileThere(ids.pause)],
      }),
      pressTile(ids.resume, "Go on", "Go on with what was paused?", THIRD, {
        icon: "mdi:play",
        vertical: true,
        visibility: [running, whileThere(ids.resume)],
      }),
      pressTile(ids.abort, "Stop", stop, THIRD, { icon: "mdi:stop", vertical: true, visibility: [running, whileThere(ids.abort)] }),
      tile(ids.queue, "Waiting", HALF, { icon: "mdi:tray-full" }),
      tile(ids.nextWindow, "Next window", HALF, { icon: "mdi:calendar-clock" }),
      tile(ids.lastResult, "Last time", FULL, { icon: "mdi:history" }),
      tile(ids.maintenance, "Maintenance mode", FULL, {
        icon: "mdi:account-hard-hat",
        color: "orange",
        features: [{ type: "toggle" }],
        features_position: "inline",
      }),
      tile(ids.windows, "When it may work", FULL, { icon: "mdi:calendar-lock", features: [{ type: "select-options" }] }),
    ],
    { visibility: [whileThere(ids.phase)] },
  );
}

function clusterSection({ name, nodes }: HouseLists["clusters"][number]): Section {
  const ids = clusterIds(name);
  return section(
    [
      heading(name, "mdi:kubernetes"),
      problemTile(ids.problem, "Not healthy"),
      problemTile(ids.etcd, "etcd is not healthy"),
      tile(ids.phase, "Doing", FULL, { icon: "mdi:state-machine" }),
      ...updateCards(ids.talos, "Talos", name),
      ...updateCards(ids.kubernetes, "Kubernetes", name),
      pressTile(ids.check, "Check", `Check ${name} now? That changes nothing.`, HALF, { icon: "mdi:stethoscope" }),
      pressTile(ids.snapshot, "Snapshot", `Take a snapshot of etcd of ${name}?`, HALF, { icon: "mdi:camera" }),
      ...(nodes.length === 0
        ? []
        : [subheading("Nodes", "mdi:server-network", { visibility: [whileAny(nodes.map((node) => whileThere(nodeIds(node).stage)))] })]),
      ...nodes.flatMap(nodeCards),
    ],
    { visibility: [whileAny([whileThere(ids.problem), whileThere(ids.talos)])] },
  );
}

function nodeCards(node: string): readonly Card[] {
  const ids = nodeIds(node);
  const question = `Restart ${node}? It is drained first, and only when the others can do without it.`;
  return [tile(ids.stage, node, MOST, { icon: "mdi:server" }), iconButton("button.press", ids.reboot, "mdi:restart", question)];
}

function hostSection(host: string): Section {
  const ids = hostIds(host);
  const question = `Restart ${host}? Its machines are moved or shut down first; the plan says who will be missed and for how long.`;
  return section(
    [
      heading(host, "mdi:server"),
      problemTile(ids.problem, "Not healthy"),
      ...updateCards(ids.update, "Proxmox VE", host),
      tile(ids.rebootRequired, "Restart is due", FULL, {
        icon: "mdi:restart-alert",
        color: "orange",
        hide_state: true,
        visibility: [whileState(ids.rebootRequired, "on")],
      }),
      pressTile(ids.reboot, "Restart", question, FULL, { icon: "mdi:restart" }),
    ],
    { visibility: [whileAny([whileThere(ids.update), whileThere(ids.reboot)])] },
  );
}

function workspaceSection(workspace: string): Section {
  const ids = workspaceIds(workspace);
  const approve = `Do what the plan of ${workspace} says? Only the plan shown here is done, no other.`;
  const plan = `{%- set said = states('${ids.plan}') %}
{%- if said not in ['unknown', 'unavailable', '', 'none'] %}
${plain("said")}
{%- endif %}`;
  return section(
    [
      heading(workspace, "mdi:terraform"),
      tile(ids.drift, "Is not as written", FULL, {
        icon: "mdi:vector-difference",
        color: "orange",
        hide_state: true,
        visibility: [whileState(ids.drift, "on")],
      }),
      tile(ids.drift, "Is as written", FULL, { icon: "mdi:check-circle", hide_state: true, visibility: [whileState(ids.drift, "off")] }),
      text(plan),
      pressTile(ids.makePlan, "Plan", `Make a plan of ${workspace}? That changes nothing.`, THIRD, { icon: "mdi:clipboard-search", vertical: true }),
      pressTile(ids.approve, "Do it", approve, THIRD, { icon: "mdi:check", color: "green", vertical: true }),
      pressTile(ids.discard, "Discard", `Forget the plan of ${workspace}?`, THIRD, { icon: "mdi:delete-outline", vertical: true }),
    ],
    { visibility: [whileAny([whileThere(ids.drift), whileThere(ids.plan)])] },
  );
}

function problemTile(entity: string, name: string): Card {
  return tile(entity, name, FULL, { icon: "mdi:alert-circle", color: "red", hide_state: true, visibility: [whileState(entity, "on")] });
}

/** Shows progress by itself; its details, which open with a tap, have the notes. */
function updateCards(entity: string, name: string, where: string): readonly Card[] {
  const question = `Install the newer ${name} on ${where}? One thing after the other, in a safe order; it can be paused.`;
  return [
    tile(entity, name, MOST, { state_content: ["installed_version", "latest_version", "state"], visibility: [whileState(entity, "on")] }),
    iconButton("update.install", entity, "mdi:update", question, { visibility: [whileState(entity, "on")] }),
    tile(entity, name, FULL, { state_content: ["state", "installed_version"], visibility: [whileState(entity, "off", "unknown")] }),
  ];
}
