import { gzipSync } from "node:zlib";
import { systemClock } from "@tiles/kit/clock";
import { describeError } from "@tiles/kit/errors";
import { createHttp } from "@tiles/kit/http";
import type { Command } from "@tiles/kit/run-service";
import { systemTrust } from "@tiles/kit/trust";
import type { Config } from "../config.ts";
import { administratorsTopics } from "../core/health.ts";
import { largeSets, summarize, unknownUnits } from "../core/export-summary.ts";
import { watchHouse, type WatchedHouse } from "../watch-house.ts";
import { createHttpSender } from "../otlp/http-sender.ts";

// A large house takes seconds to send its states.
const LOOK_TIMEOUT_MS = 60_000;

export function plan(version: string): Command<Config> {
  return {
    summary: "connects, prints what run would export, changes nothing",
    async run({ config, signal, print }) {
      const look = AbortSignal.any([signal, AbortSignal.timeout(LOOK_TIMEOUT_MS)]);
      const [house, store] = await Promise.allSettled([watchHouse(config, look), askStore(config, version, look)]);
      if (house.status === "fulfilled") print(describeHouse(house.value));
      else print(`Home Assistant: ${describeError(house.reason)}`);
      print(store.status === "fulfilled" ? `Metrics store: ${store.value.text}` : `Metrics store: ${describeError(store.reason)}`);
      const { planAlerts } = await import("./plan-alerts.ts");
      const alerts = await planAlerts(config, version, house.status === "fulfilled" ? house.value.view : nameless, look);
      if (alerts !== undefined) print(alerts.text);
      return house.status === "fulfilled" && store.status === "fulfilled" && store.value.ok && alerts?.ok !== false ? 0 : 1;
    },
  };
}

/** A house that was not reached. */
const nameless = { nameOf: () => undefined, areaOf: () => undefined };

/** An export request without a single point: it shows that we are let in, and leaves nothing behind. */
async function askStore(config: Config, version: string, signal: AbortSignal): Promise<{ ok: boolean; text: string }> {
  const { endpoint, headers, headerFiles, trust } = config.metrics;
  await using http = createHttp({ trust: trust ?? systemTrust, userAgent: `ha-bridge/${version}` });
  const outcome = await createHttpSender({ http, endpoint, signal: "metrics", headers, headerFiles, clock: systemClock }).send(
    gzipSync(new Uint8Array()),
    { attempt: 0, signal },
  );
  if (outcome.kind === "accepted") return { ok: true, text: `${endpoint} takes our requests` };
  const why = "why" in outcome ? outcome.why : `${outcome.text}. Check metrics.endpoint, metrics.headers and metrics.headerFiles`;
  return { ok: false, text: `${endpoint} does not take our requests: ${why}` };
}

function describeHouse({ house, isAdmin, exporter }: WatchedHouse): string {
  const domains = summarize(exporter.entities);
  const total = { domain: "all", entities: sum(domains.map(({ entities }) => entities)), series: sum(domains.map(({ series }) => series)) };
  const rows = [...domains, total].map(
    ({ domain, entities, series }) => `${domain.padEnd(24)}${String(entities).padStart(10)}${String(series).padStart(10)}`,
  );
  const units = Object.entries(unknownUnits(exporter.entities)).map(([unit, entityId]) => `  "${unit}" (for example ${entityId})`);
  const sets = largeSets(exporter.entities).map(({ entityId, family, offered }) => `  ${entityId} ${family}: ${offered} possible states`);
  return [
    `Home Assistant ${house.version} "${house.name}", ${house.state}, time zone ${house.timeZone}`,
    "",
    `${"domain".padEnd(24)}${"entities".padStart(10)}${"series".padStart(10)}`,
    ...rows,
    "",
    ...section("Units that no quantity knows; exported as ha_value{unit}:", units),
    ...section("Sets too large to show all their states; exported are those seen so far:", sets),
    `Rights: ${isAdmin ? "administrator, which is enough for everything" : `a user without administrator's rights; left out are ${administratorsTopics.join(", ")}`}`,
    "",
  ].join("\n");
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines, ""];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
