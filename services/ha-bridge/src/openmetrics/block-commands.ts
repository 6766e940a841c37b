import { soundsSecret } from "@tiles/kit/secret-headers";

/** What a store's tools have to know of it, from `metrics` of the config. */
export interface BlockStore {
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly headerFiles: Readonly<Record<string, { readonly path: string }>>;
  readonly caFile?: string | undefined;
}

const TENANT = "x-scope-orgid";

/** The commands, for a shell, which bring a folder of OpenMetrics files of one day each into Prometheus or Mimir. */
export function blockCommands(folder: string, store: BlockStore): string {
  const files = quoted(folder);
  const blocks = `${files}/blocks`;
  return `1. Make blocks; promtool comes with Prometheus. (744h: one block of each file, or two.)

  find ${files} -name '*.om' -print0 | xargs -0 -P 4 -I {} promtool tsdb create-blocks-from openmetrics --quiet --max-block-duration=744h {} ${blocks}

2. Mimir: upload them; mimirtool comes with Mimir. The tenant's limits need compactor_block_upload_enabled: true, and a
   compactor_blocks_retention_period that reaches back that far, or none; the compactor's data_dir has to exist.

  for attempt in 1 2 3; do ${mimirtool(store)} ${blocks}/* && break; done

   Each attempt passes over the blocks that are there. (When it asks in the very moment in which Mimir takes a block, it is told
   "not found": the next attempt finds it there.) They are seen half an hour later (compactor.cleanup_interval and
   blocks_storage.bucket_store.sync_interval, 15 min each by default), what is younger than 12 h (querier.query_store_after)
   when it is that old.

   Prometheus: move them into its data folder (--storage.tsdb.path); it takes them in within a minute or two, or when it
   is started. Its --storage.tsdb.retention.time has to reach back that far.

  mv ${blocks}/* PROMETHEUS_DATA/`;
}

function mimirtool({ endpoint, headers, headerFiles, caFile }: BlockStore): string {
  const all: readonly (readonly [name: string, value: string])[] = [
    ...Object.entries(headers).map(([name, value]) => [name, soundsSecret(name) ? "VALUE" : inQuotes(value)] as const),
    ...Object.entries(headerFiles).map(([name, { path }]) => [name, `$(cat ${quoted(path)})`] as const),
  ];
  const tenant = all.findLast(([name]) => name.toLowerCase() === TENANT)?.[1];
  // In the environment, as arguments can be read by every user of the machine; one in a line.
  const extra = all.flatMap(([name, value]) => (name.toLowerCase() === TENANT ? [] : [`${name}=${value}`]));
  return [
    ...(extra.length === 0 ? [] : [`MIMIR_EXTRA_HEADERS="${extra.join("\n")}"`]),
    "mimirtool backfill",
    `--address=${mimirAddress(endpoint)}`,
    `--id=${tenant === undefined ? "anonymous" : `"${tenant}"`}`,
    ...(caFile === undefined ? [] : [`--tls-ca-path=${quoted(caFile)}`]),
    // How often it asks whether a block is taken: with the 20 s by default two years are four hours.
    "--sleep-time=20ms",
  ].join(" ");
}

/** Mimir's OTLP is at /otlp below its address; that of Prometheus, at /api/v1/otlp, has no address for Mimir. */
function mimirAddress(endpoint: string): string {
  const address = /^(?<base>.*)\/otlp\/*$/.exec(endpoint)?.groups?.["base"];
  return address === undefined || address.endsWith("/api/v1") ? "MIMIR_URL" : quoted(address);
}

function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function inQuotes(text: string): string {
  return text.replaceAll(/["\\$`]/g, String.raw`\$&`);
}
