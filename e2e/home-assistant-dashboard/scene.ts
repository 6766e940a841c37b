import { updateState } from "@tiles/hass-mqtt/update-state";
import { clusterIds, hostIds, nodeIds, siteIds, targetIds, workspaceIds } from "../../charts/dashboards/src/home-assistant/entity-ids.ts";
import type { ShownAlert, Firing } from "../support/bridge-alerts.ts";
import type { ShownDevice } from "./services-to-come.ts";

// A house with something of everything: alerts of three severities, one of them silenced and one for many things, and a name like Markdown.

const HOUR_MS = 3_600_000;

export function scene(nowMs: number): readonly ShownAlert[] {
  const since = (hours: number) => nowMs - hours * HOUR_MS;
  const light = (entityId: string, name: string, area: string, at: string): Firing => ({
    entityId,
    name,
    area,
    summary: `${name} (${area}) has been on since ${at}`,
    startsAtMs: since(9),
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
          startsAtMs: since(0.4),
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
          startsAtMs: since(2),
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
          startsAtMs: since(8),
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
export const STRANGER: ShownAlert = {
  name: "AquariumCold",
  severity: "warning",
  whatToDo: "Look at the heater.",
  firing: [
    { entityId: "sensor.aquarium", name: "Aquarium", summary: "Aquarium has been at 19 °C since 03:00", startsAtMs: Date.UTC(2026, 10, 27, 3) },
  ],
};

/** By the topic prefix of the service that will announce them. */
export function servicesToCome(nowMs: number): Readonly<Record<string, readonly ShownDevice[]>> {
  return { "tiles/cert-distributor/home": certificateDevices(nowMs), "infra/home": maintenanceDevices(nowMs) };
}

function certificateDevices(nowMs: number): readonly ShownDevice[] {
  const target = (name: string, days: number, trouble?: string): ShownDevice => {
    const ids = targetIds(name);
    return {
      id: `tiles_certificate_${name}`,
      name: `Certificate ${name}`,
      entities: {
        [ids.expires]: { name: "Expires", deviceClass: "timestamp", state: new Date(nowMs + days * 24 * HOUR_MS).toISOString() },
        [ids.inSync]: { name: "In sync", state: trouble === undefined ? "ON" : "OFF" },
        [ids.problem]: { name: "Problem", deviceClass: "problem", state: trouble === undefined ? "OFF" : "ON" },
        [ids.lastError]: { name: "Last error", state: trouble ?? "none" },
        [ids.push]: { name: "Push" },
      },
    };
  };
  return [
    target("synology", 71.3),
    target("unifi", 12.2, "unifi gw.lan: login was refused (403). Check that user cert-bot is a local administrator. [CERT_TARGET_AUTH]"),
    target("pve1", 71.3),
  ];
}

function maintenanceDevices(nowMs: number): readonly ShownDevice[] {
  const site = siteIds("home");
  const tiles = clusterIds("tiles");
  const host = hostIds("pve1");
  const workspace = workspaceIds("nodes-prod");
  const update = (title: string, installedVersion: string, latestVersion: string) => ({
    name: title,
    installable: true,
    state: updateState({ title, installedVersion, latestVersion, inProgress: false }),
  });
  const nodes = ["tiles-1", "tiles-2", "tiles-3"].map((name): ShownDevice => {
    const ids = nodeIds(name);
    return {
      id: `tiles_node_${name}`,
      name,
      entities: {
        [ids.talos]: update("Talos", "v1.13.7", "v1.13.9"),
        [ids.stage]: { name: "Stage", state: name === "tiles-2" ? "draining" : "running" },
        [ids.reboot]: { name: "Reboot" },
      },
    };
  });
  return [
    {
      id: "tiles_site_home",
      name: "Infrastructure",
      entities: {
        [site.problem]: { name: "Problem", deviceClass: "problem", state: "OFF" },
        [site.phase]: { name: "Phase", state: "Draining tiles-2, waiting for mimir-0 to move" },
        [site.queue]: { name: "Queue", state: "1" },
        [site.nextWindow]: { name: "Next window", deviceClass: "timestamp", state: new Date(nowMs + 30 * HOUR_MS).toISOString() },
        [site.lastResult]: { name: "Last result", state: "Talos v1.13.9 on tiles-test, 41 min" },
        [site.maintenance]: { name: "Maintenance mode", state: "OFF" },
        [site.windows]: { name: "Window policy", options: ["windows", "any time", "never"], state: "windows" },
        [site.pause]: { name: "Pause" },
        [site.resume]: { name: "Resume" },
        [site.abort]: { name: "Abort" },
      },
    },
    {
      id: "tiles_cluster_tiles",
      name: "tiles",
      entities: {
        [tiles.talos]: update("Talos", "v1.13.7", "v1.13.9"),
        [tiles.kubernetes]: update("Kubernetes", "v1.36.4", "v1.36.4"),
        [tiles.phase]: { name: "Phase", state: "Upgrading Talos, 2 of 6" },
        [tiles.problem]: { name: "Problem", deviceClass: "problem", state: "OFF" },
        [tiles.etcd]: { name: "etcd", deviceClass: "problem", state: "OFF" },
        [tiles.check]: { name: "Check" },
        [tiles.snapshot]: { name: "Snapshot" },
      },
    },
    ...nodes,
    {
      id: "tiles_host_pve1",
      name: "pve1",
      entities: {
        [host.update]: update("Proxmox VE", "9.2.1", "9.2.3"),
        [host.problem]: { name: "Problem", deviceClass: "problem", state: "OFF" },
        [host.rebootRequired]: { name: "Reboot required", state: "ON" },
        [host.reboot]: { name: "Reboot" },
      },
    },
    {
      id: "tiles_workspace_nodes_prod",
      name: "nodes-prod",
      entities: {
        [workspace.drift]: { name: "Drift", deviceClass: "problem", state: "ON" },
        [workspace.plan]: { name: "Plan", state: "1 change in place: memory of tiles-3 from 8 to 12 GiB. Safe." },
        [workspace.makePlan]: { name: "Make a plan" },
        [workspace.approve]: { name: "Approve" },
        [workspace.discard]: { name: "Discard" },
      },
    },
  ];
}
