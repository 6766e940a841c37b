import { until } from "../support/until.ts";
import type { Bed, Side } from "./bed.ts";
import type { RecordedChange } from "./house-record.ts";

const CHANGES_PER_SECOND = 20;
const OUTAGE_MS = 60_000;
const KILL_AFTER_MS = 40_000;
/** Ten changes of each entity within a few milliseconds. */
const BURST_CHANGES = 300;
const RECOVERED_WITHIN_MS = 90_000;

/**
 * All stores are down for a minute while states change, and all bridges are killed in that minute. Nothing changes
 * from the kill until the bridges are connected again: what happens while no bridge runs is another story.
 */
export async function liveThroughOutage({ ha, record, sides }: Bed): Promise<void> {
  await rate(CHANGES_PER_SECOND);
  await moreChanges(100);

  await Promise.all(sides.map(({ store }) => store.stop()));
  const downAt = performance.now();
  await moreChanges(100);
  await ha.callService("loadgen", "burst", { changes: BURST_CHANGES });
  await until("the bridges' last 20 s", OUTAGE_MS, () => passed(downAt, KILL_AFTER_MS));

  // Right after the last change: some of them are hardly written down.
  await rate(0);
  await Promise.all(sides.map(({ bridge }) => bridge.kill()));
  for (const { bridge } of sides) await bridge.start();
  await Promise.all(sides.map(({ bridge }) => bridge.logged("the house was read", 30_000, 2)));
  await rate(CHANGES_PER_SECOND);
  await until("the end of the outage", OUTAGE_MS, () => passed(downAt, OUTAGE_MS));

  await Promise.all(sides.map(({ store }) => store.start()));
  await Promise.all(sides.map(({ bridge }) => bridge.untilReady(RECOVERED_WITHIN_MS)));
  await moreChanges(40);
  await rate(0);
  const last = record.changes().at(-1);
  await Promise.all(sides.map((side) => untilStored(side, last)));

  async function rate(perSecond: number): Promise<void> {
    await ha.callService("loadgen", "set_rate", { rate: perSecond });
  }

  async function moreChanges(count: number): Promise<void> {
    const wanted = record.changes().length + count;
    await until(`${count} more changes`, 30_000, () => record.changes().length >= wanted || undefined);
  }
}

function passed(since: number, ms: number): true | undefined {
  return performance.now() - since >= ms || undefined;
}

async function untilStored({ name, store, bridge }: Side, last: RecordedChange | undefined): Promise<void> {
  await until(`the last change in ${name}`, RECOVERED_WITHIN_MS, async () => {
    await store.flush();
    const series = await store.samples(`{entity_id="${last?.entityId}",__name__!~"ha_entity_.*"}`, 60);
    return series.some(({ samples }) => samples.some(({ atMs }) => atMs === last?.atMs)) || undefined;
  });
  // What is older may still wait: live samples go first.
  await until(
    `an empty spool (${name})`,
    RECOVERED_WITHIN_MS,
    async () => /^ha_bridge_spool_frames\{[^}]*\} 0$/m.test(await bridge.metrics()) || undefined,
  );
}
