export type MimirPlace = {
  readonly folder: string;
  readonly httpPort: number;
  readonly grpcPort: number;
  readonly gossipPort: number;
  readonly multitenancy: boolean;
  readonly alertmanagerUrl: string | undefined;
  readonly limits: Readonly<Record<string, unknown>>;
};

/** What ha-bridge asks of its tenant, and no pauses that a test would have to wait for. */
export const LIMITS = {
  out_of_order_time_window: "72h",
  past_grace_period: "5m",
  max_global_series_per_user: 500_000,
  ingestion_rate: 100_000,
  ingestion_burst_size: 1_000_000,
  ruler_max_rules_per_rule_group: 100,
  ruler_max_rule_groups_per_tenant: 200,
  ruler_evaluation_delay_duration: "0s",
  compactor_block_upload_enabled: true,
  // Late samples stay in the ingesters for up to a day; by default a query for more than 13 h ago does not ask them.
  query_ingesters_within: "0s",
} as const;

/** All of Mimir in one process on loopback. Without addresses of its own each ring takes that of the machine's network card. */
export function mimirConfiguration({
  folder,
  httpPort,
  grpcPort,
  gossipPort,
  multitenancy,
  alertmanagerUrl,
  limits,
}: MimirPlace): Record<string, unknown> {
  const ring = { instance_addr: "127.0.0.1", kvstore: { store: "inmemory" } };
  const single = { ...ring, replication_factor: 1 };
  return {
    target: "all",
    multitenancy_enabled: multitenancy,
    usage_stats: { enabled: false },
    // Otherwise it writes its notes for the case of a crash into the folder in which it was started.
    activity_tracker: { filepath: `${folder}/activity.log` },
    server: {
      http_listen_address: "127.0.0.1",
      http_listen_port: httpPort,
      grpc_listen_address: "127.0.0.1",
      grpc_listen_port: grpcPort,
      log_level: "warn",
    },
    common: { storage: { backend: "filesystem", filesystem: { dir: `${folder}/common` } } },
    blocks_storage: { storage_prefix: "blocks", tsdb: { dir: `${folder}/tsdb` }, bucket_store: { sync_dir: `${folder}/sync`, sync_interval: "10s" } },
    compactor: { data_dir: `${folder}/compactor`, cleanup_interval: "10s", sharding_ring: ring },
    distributor: { ring },
    ingester: { ring: { ...single, min_ready_duration: "0s", final_sleep: "0s" } },
    store_gateway: { sharding_ring: single },
    ruler: {
      rule_path: `${folder}/ruler`,
      poll_interval: "1s",
      ring,
      ...(alertmanagerUrl === undefined ? {} : { alertmanager_url: alertmanagerUrl }),
    },
    ruler_storage: { backend: "filesystem", filesystem: { dir: `${folder}/rules` } },
    alertmanager: { data_dir: `${folder}/alertmanager`, sharding_ring: single },
    memberlist: { bind_addr: ["127.0.0.1"], bind_port: gossipPort, advertise_addr: "127.0.0.1", join_members: [] },
    frontend: { address: "127.0.0.1" },
    limits: { ...LIMITS, ...limits },
  };
}
