import { idPart } from "../../../home-alerts/src/home-assistant-ids.ts";

// The names that certificates and maintenance have in Home Assistant: what the dashboards show, and what
// cert-distributor and infra-agent announce. One device per thing that a person knows.

/** A target that a certificate is pushed to. */
export function targetIds(target: string) {
  const id = `certificate_${idPart(target)}`;
  return {
    /** Timestamp: when what is served runs out. */
    expires: `sensor.${id}_expires`,
    /** On while what is served is what is wanted. */
    inSync: `binary_sensor.${id}_in_sync`,
    problem: `binary_sensor.${id}_problem`,
    push: `button.${id}_push`,
    lastError: `sensor.${id}_last_error`,
  } as const;
}

/** All of one place that is looked after together. */
export function siteIds(site: string) {
  const id = `infra_${idPart(site)}`;
  return {
    problem: `binary_sensor.${id}_problem`,
    /** What the current run does, or why it waits; "idle" without one. */
    phase: `sensor.${id}_phase`,
    queue: `sensor.${id}_queue`,
    nextWindow: `sensor.${id}_next_window`,
    lastResult: `sensor.${id}_last_result`,
    maintenance: `switch.${id}_maintenance_mode`,
    windows: `select.${id}_window_policy`,
    pause: `button.${id}_pause`,
    resume: `button.${id}_resume`,
    abort: `button.${id}_abort`,
  } as const;
}

export function clusterIds(cluster: string) {
  const id = `cluster_${idPart(cluster)}`;
  return {
    talos: `update.${id}_talos`,
    kubernetes: `update.${id}_kubernetes`,
    phase: `sensor.${id}_phase`,
    problem: `binary_sensor.${id}_problem`,
    etcd: `binary_sensor.${id}_etcd_problem`,
    check: `button.${id}_check`,
    snapshot: `button.${id}_snapshot`,
  } as const;
}

export function nodeIds(node: string) {
  const id = `node_${idPart(node)}`;
  return { talos: `update.${id}_talos`, stage: `sensor.${id}_stage`, reboot: `button.${id}_reboot` } as const;
}

/** A Proxmox host. */
export function hostIds(host: string) {
  const id = `host_${idPart(host)}`;
  return {
    update: `update.${id}_proxmox_ve`,
    problem: `binary_sensor.${id}_problem`,
    rebootRequired: `binary_sensor.${id}_reboot_required`,
    reboot: `button.${id}_reboot`,
  } as const;
}

/** A workspace of Terraform. */
export function workspaceIds(workspace: string) {
  const id = `workspace_${idPart(workspace)}`;
  return {
    drift: `binary_sensor.${id}_drift`,
    /** The plan that waits, in a sentence. */
    plan: `sensor.${id}_plan`,
    makePlan: `button.${id}_plan`,
    approve: `button.${id}_approve`,
    discard: `button.${id}_discard`,
  } as const;
}
