import { parseArgs } from "node:util";

export const STORES = ["victoriametrics", "prometheus", "mimir"] as const;
export type StoreName = (typeof STORES)[number];

export interface DemoOptions {
  /** Ends after the story instead of staying up. */
  readonly once: boolean;
  readonly store: StoreName;
  /** Gets Home Assistant's web pages too. */
  readonly frontend: boolean;
}

export type Arguments =
  | { readonly kind: "play"; readonly options: DemoOptions }
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly why: string };

export const USAGE = `usage: npm run demo [-- OPTIONS]

Starts a real Home Assistant with a small house, Mosquitto, a metrics store with its
alert rules, Alertmanager and ha-bridge on this machine; tells a story of about three
minutes with what it sees in them; then stays up until Ctrl-C.

  --once          ends after the story: exit code 0, or 1 with what went wrong
  --store NAME    victoriametrics (default; a package, there in seconds), prometheus
                  or mimir (both are built first, once: minutes)
  --frontend      gets Home Assistant's web pages as well (once: 117 MB)
  --help          shows this

What is downloaded is kept in $XDG_CACHE_HOME/tiles/testbed (or ~/.cache/tiles/testbed;
TILES_TESTBED moves it). Everything listens on 127.0.0.1 only.`;

export function parseArguments(argv: readonly string[]): Arguments {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: { once: { type: "boolean" }, store: { type: "string" }, frontend: { type: "boolean" }, help: { type: "boolean", short: "h" } },
    });
    if (values.help === true) return { kind: "help" };
    const store = STORES.find((name) => name === (values.store ?? "victoriametrics"));
    if (store === undefined) return { kind: "wrong", why: `there is no store ${values.store}; known: ${STORES.join(", ")}` };
    return { kind: "play", options: { once: values.once ?? false, store, frontend: values.frontend ?? false } };
  } catch (error) {
    return { kind: "wrong", why: error instanceof Error ? error.message : String(error) };
  }
}
