import { readFile, rm, writeFile, mkdir } from "node:fs/promises";
import { join } from "node:path";

/**
 * Sets the port for the next start. An `http:` in YAML would be taken over only on trial: five minutes later Home
 * Assistant restarts itself on port 8123 of all addresses. So the port is written as its own, confirmed setting.
 */
export async function setHttpPort(configDir: string, port: number): Promise<void> {
  const stable = {
    server_host: ["127.0.0.1"],
    server_port: port,
    cors_allowed_origins: [],
    login_attempts_threshold: -1,
    ip_ban_enabled: true,
    ssl_profile: "intermediate_v6",
    use_x_frame_options: true,
    created_at: "2026-01-01T00:00:00+00:00",
    error: null,
    error_message: null,
  };
  const data = { stable, pending: null, yaml_migration_done: true };
  await mkdir(join(configDir, ".storage"), { recursive: true });
  await writeFile(join(configDir, ".storage/http"), JSON.stringify({ version: 3, minor_version: 1, key: "http", data }));
}

/** Only the first user is left to onboarding: its other steps would add integrations that call the internet. */
export async function leaveOnlyTheUserToOnboarding(configDir: string): Promise<void> {
  const data = { done: ["core_config", "analytics", "integration"] };
  await mkdir(join(configDir, ".storage"), { recursive: true });
  await writeFile(join(configDir, ".storage/onboarding"), JSON.stringify({ version: 4, minor_version: 1, key: "onboarding", data }));
}

type ConfigEntries = { data: { entries: { domain: string; data: Record<string, unknown> }[] } };

/** A copied folder keeps its MQTT entry; its broker is another one now. Only while Home Assistant is stopped. */
export async function setBrokerPort(configDir: string, port: number): Promise<void> {
  const file = join(configDir, ".storage/core.config_entries");
  const stored = JSON.parse(await readFile(file, "utf8")) as ConfigEntries;
  for (const entry of stored.data.entries) if (entry.domain === "mqtt") entry.data["port"] = port;
  await writeFile(file, JSON.stringify(stored));
}

/** Leaves users, registries and entries; takes away what was measured, so that a copy has no past of its own. */
export async function forgetThePast(configDir: string): Promise<void> {
  const past = [
    "home-assistant_v2.db",
    "home-assistant_v2.db-wal",
    "home-assistant_v2.db-shm",
    ".storage/core.restore_state",
    ".storage/trace.saved_traces",
    "hass.log",
    "home-assistant.log",
    "home-assistant.log.1",
    "home-assistant.log.fault",
    ".ha_run.lock",
  ];
  for (const file of past) await rm(join(configDir, file), { force: true });
}
