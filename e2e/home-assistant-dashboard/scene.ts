import { clusterIds, hostIds, nodeIds, siteIds, targetIds, workspaceIds } from "../../charts/dashboards/src/home-assistant/entity-ids.ts";
import type { AnnouncedAlert, AnnouncedDevice, AnnouncedEntity, Firing } from "../support/announce.ts";

// A house with something of everything: alerts of three severities, one of them silenced and one for many things, and a name like Markdown.

const HOUR_MS = 3_600_000;

export function scene(nowMs: number): readonly AnnouncedAlert[] {
  const since = (hours: number) => new Date(nowMs - hours * HOUR_MS).toISOString();
  const light = (entityId: string, name: string, area: string, at: string): Firing => ({
    entityId,
    name,
    area,
    summary: `${name} (${area}) has been on since ${at}`,
    since: since(9),
  });
  return [
    {
      name: "WaterLeak",
      severity: "critical",
      whatToDo: "Shut the main valve, then look under the machine.",
      firing: [
        {
          entityId: "binary_sensor.laundry_leak",
          name: "Leak",
          area: "Laundry",
          summary: "Leak (Laundry) has been wet since 06:12",
          since: since(0.4),
        },
      ],
    },
    { name: "SmokeDetected", severity: "critical", whatToDo: "Get out, call for help.", firing: [] },
    {
      name: "FreezerWarm",
      severity: "warning",
      whatToDo: "Close its door. Food is safe for a day while it stays below -9 °C.",
      firing: [
        {
          entityId: "sensor.freezer_temperature",
          name: "Freezer",
          area: "Laundry",
          summary: "Freezer (Laundry) has been at -8.2 °C, above -12 °C, since 04:30",
          since: since(2),
        },
      ],
    },
    {
      name: "DoorOpen",
      severity: "warning",
      whatToDo: "Close it, or label it alerts_off while it may stay open.",
      firing: [
        {
          entityId: "cover.garage_gate",
          name: "Garage door",
          area: "Garage",
          summary: "Garage_door *2* <b>(Garage)</b> has been open since 23:05",
          since: since(8),
          silenced: true,
        },
      ],
    },
    { name: "BatteryLow", severity: "warning", whatToDo: "Buy batteries.", firing: [] },
    {
      name: "LightsOnAllNight",
      severity: "info",
      whatToDo: "Switch it off. If it may burn all night, give it the label alerts_off in Home Assistant.",
      firing: [
        light("light.basement_shelf", "Shelf", "Basement", "20:41"),
        light("light.basement_workbench", "Workbench", "Basement", "21:03"),
        light("light.hall", "Hall", "Hallway", "22:30"),
      ],
    },
    { name: "WindowOpenWhileHeating", severity: "info", whatToDo: "Close the window.", firing: [] },
  ];
}

/** An alert of somebody's own rules, which no dashboard was made for. */
export const STRANGER: AnnouncedAlert = {
  name: "AquariumCold",
  severity: "warning",
  whatToDo: "Look at the heater.",
  firing: [{ entityId: "sensor.aquarium", name: "Aquarium", summary: "Aquarium has been at 19 °C since 03:00", since: "2026-11-27T03:00:00Z" }],
};

export function certificateDevices(nowMs: number): readonly AnnouncedDevice[] {
  const target = (name: string, days: number, trouble?: string): AnnouncedDevice => {
    const ids = targetIds(name);
    return device(`tiles_certificate_${name}`, `Certificate ${name}`, "tiles/cert-distributor/home", [
      { entityId: ids.expires, name: "Expires", options: { device_class: "timestamp" }, state: new Date(nowMs + days * 24 * HOUR_MS).toISOString() },
      { entityId: ids.inSync, name: "In sync", state: trouble === undefined ? "ON" : "OFF" },
      { entityId: ids.problem, name: "Problem", options: { device_class: "problem" }, state: trouble === undefined ? "OFF" : "ON" },
      { entityId: ids.lastError, name: "Last error", state: trouble ?? "none" },
      { entityId: ids.push, name: "Push" },
    ]);
  };
  return [
    target("synology", 71.3),
    target("unifi", 12.2, "unifi gw.lan: login was refused (403). Check that user cert-bot is a local administrator. [CERT_TARGET_AUTH]"),
    target("pve1", 71.3),
  ];
}

export function maintenanceDevices(nowMs: number): readonly AnnouncedDevice[] {
  const prefix = "infra/home";
  const site = siteIds("home");
  const tiles = clusterIds("tiles");
  const host = hostIds("pve1");
  const workspace = workspaceIds("nodes-prod");
  const update = (installed: string, latest: string, title: string) =>
    JSON.stringify({ installed_version: installed, latest_version: latest, title, in_progress: false, update_percentage: null });
  return [
    device("tiles_site_home", "Infrastructure", prefix, [
      { entityId: site.problem, name: "Problem", options: { device_class: "problem" }, state: "OFF" },
      { entityId: site.phase, name: "Phase", state: "Draining tiles-2, waiting for mimir-0 to move" },
      { entityId: site.queue, name: "Queue", state: "1" },
      { entityId: site.nextWindow, name: "Next window", options: { device_class: "timestamp" }, state: new Date(nowMs + 30 * HOUR_MS).toISOString() },
      { entityId: site.lastResult, name: "Last result", state: "Talos v1.13.9 on tiles-test, 41 min" },
      { entityId: site.maintenance, name: "Maintenance mode", state: "OFF" },
      { entityId: site.windows, name: "Window policy", options: { options: ["windows", "any time", "never"] }, state: "windows" },
      ...[site.pause, site.resume, site.abort].map((entityId) => ({ entityId, name: entityId })),
    ]),
    device("tiles_cluster_tiles", "tiles", prefix, [
      { entityId: tiles.talos, name: "Talos", options: { payload_install: "INSTALL" }, state: update("v1.13.7", "v1.13.9", "Talos") },
      { entityId: tiles.kubernetes, name: "Kubernetes", options: { payload_install: "INSTALL" }, state: update("v1.36.4", "v1.36.4", "Kubernetes") },
      { entityId: tiles.phase, name: "Phase", state: "Upgrading Talos, 2 of 6" },
      { entityId: tiles.problem, name: "Problem", options: { device_class: "problem" }, state: "OFF" },
      { entityId: tiles.etcd, name: "etcd", options: { device_class: "problem" }, state: "OFF" },
      { entityId: tiles.check, name: "Check" },
      { entityId: tiles.snapshot, name: "Snapshot" },
    ]),
    ...["tiles-1", "tiles-2", "tiles-3"].map((name) => {
      const ids = nodeIds(name);
      return device(`tiles_node_${name}`, name, prefix, [
        { entityId: ids.talos, name: "Talos", options: { payload_install: "INSTALL" }, state: update("v1.13.7", "v1.13.9", "Talos") },
        { entityId: ids.stage, name: "Stage", state: name === "tiles-2" ? "draining" : "running" },
        { entityId: ids.reboot, name: "Reboot" },
      ]);
    }),
    device("tiles_host_pve1", "pve1", prefix, [
      { entityId: host.update, name: "Proxmox VE", options: { payload_install: "INSTALL" }, state: update("9.2.1", "9.2.3", "Proxmox VE") },
      { entityId: host.problem, name: "Problem", options: { device_class: "problem" }, state: "OFF" },
      { entityId: host.rebootRequired, name: "Reboot required", state: "ON" },
      { entityId: host.reboot, name: "Reboot" },
    ]),
    device("tiles_workspace_nodes_prod", "nodes-prod", prefix, [
      { entityId: workspace.drift, name: "Drift", options: { device_class: "problem" }, state: "ON" },
      { entityId: workspace.plan, name: "Plan", state: "1 change in place: memory of tiles-3 from 8 to 12 GiB. Safe." },
      { entityId: workspace.makePlan, name: "Plan" },
      { entityId: workspace.approve, name: "Approve" },
      { entityId: workspace.discard, name: "Discard" },
    ]),
  ];
}

function device(id: string, name: string, prefix: string, entities: readonly AnnouncedEntity[]): AnnouncedDevice {
  return { id, name, topicPrefix: `${prefix}/${id}`, entities };
}
