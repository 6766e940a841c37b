import { cpus, loadavg } from "node:os";
import process from "node:process";
import { type Affinity, shareCores } from "../affinity.ts";
import type { Bench, BenchOptions, Part } from "../bench.ts";
import { backlogPart } from "./backlog-part.ts";
import { changesPart } from "./changes-part.ts";
import { homeAssistantPart } from "./home-assistant-part.ts";
import { idlePart } from "./idle-part.ts";
import { latencyPart } from "./latency-part.ts";
import { refillPart } from "./refill-part.ts";
import { sameJobPart } from "./same-job-part.ts";

const PARTS: Readonly<Record<string, (options: BenchOptions, affinity: Affinity) => Promise<Part>>> = {
  changes: changesPart,
  sdk: sameJobPart,
  latency: latencyPart,
  backlog: backlogPart,
  idle: idlePart,
  homeAssistant: homeAssistantPart,
  refill: refillPart,
};

/** Needs more than this machine's Node: only when asked for. */
const REAL_PARTS: ReadonlySet<string> = new Set(["homeAssistant", "refill"]);

export const bridgeBench: Bench = {
  summary: `ha-bridge against the floor, subscribeEntities and the OpenTelemetry SDK; parts: ${Object.keys(PARTS).join(", ")}`,
  async run(options) {
    const unknown = options.only.filter((name) => PARTS[name] === undefined);
    if (unknown.length > 0)
      throw new Error(`bench bridge: there is no part ${unknown.join(", ")}. There is: ${Object.keys(PARTS).join(", ")}. [BENCH_UNKNOWN]`);
    const [loadBefore = 0] = loadavg();
    const affinity = shareCores();
    const wanted = Object.entries(PARTS).filter(([name]) =>
      options.only.length > 0 ? options.only.includes(name) : options.real || !REAL_PARTS.has(name),
    );
    const parts: Part[] = [];
    for (const [, part] of wanted) parts.push(await part(options, affinity));
    const machine = {
      node: process.version.slice(1),
      processor: cpus()[0]?.model.trim() ?? "unknown",
      cores: affinity.cores,
      loadBefore,
      pinned: affinity.pinned,
    };
    return { name: "bridge", machine, parts };
  },
};
