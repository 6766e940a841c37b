import { AppError } from "@tiles/kit/errors";
import { createHttp } from "@tiles/kit/http";
import { systemTrust } from "@tiles/kit/trust";
import type { Config } from "./config.ts";
import { prometheusApi, type StoreQuery } from "./query/prometheus-api.ts";

const MAX_ANSWER_BYTES = 256 * 2 ** 20;

/** The query side of the store of the config; throws an AppError when the config names none. */
export function openStoreQuery({ metrics }: Config, version: string, stack: AsyncDisposableStack): StoreQuery {
  const { query, headers, headerFiles, trust } = metrics;
  if (query === undefined) {
    throw new AppError({
      code: "BRIDGE_NO_QUERY",
      thing: "metrics.query",
      tried: "reading samples from the metrics store",
      cameBack: "it is not in the config",
      whatToDo: "Set metrics.query.url to the base of the store's query API, such as http://mimir.mimir.svc/prometheus",
    });
  }
  const http = stack.use(createHttp({ trust: trust ?? systemTrust, userAgent: `ha-bridge/${version}`, maxResponseBytes: MAX_ANSWER_BYTES }));
  return prometheusApi({ http, url: query.url, headers, headerFiles });
}
