import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { ManualClock } from "@tiles/testkit/manual-clock";
import { expect, test } from "vitest";
import { families } from "./core/catalogue.ts";
import type { LedgerSection } from "./core/ledger.ts";
import type { Series } from "./core/series.ts";
import { createOutbox } from "./outbox.ts";
import { openTestSpool, temporaryFolder } from "./spool/spool.testing.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

const section: LedgerSection = { baseMs: 0, series: [], sent: [], ended: [], owners: [], dropped: [], sampled: [] };
const series: Series = { id: 1, family: families.up, attributes: new Uint8Array(), member: undefined, own: undefined, value: 1, sentMs: 0 };

test("nothing is kept of a flush once it is durable: there are five in a second, for months", async () => {
  await using folder = await temporaryFolder();
  await using spool = await openTestSpool(folder.path);
  const answers: WeakRef<object>[] = [];
  const append: typeof spool.append = async (frame) => {
    const answer = await spool.append(frame);
    answers.push(new WeakRef(answer));
    return answer;
  };
  const outbox = createOutbox({
    spool: new Proxy(spool, { get: (_, name) => (name === "append" ? append : Reflect.get(spool, name, spool)) }),
    clock: new ManualClock(),
    resource: { serviceName: "ha-bridge", serviceInstanceId: "home" },
    section: () => section,
    state: () => section,
  });
  for (let atMs = 1; atMs <= 20; atMs += 1) {
    outbox.live.add(series, atMs, 1);
    await outbox.flush();
  }
  await new Promise((resolve) => setImmediate(resolve));
  collectGarbage();
  expect(answers).toHaveLength(20);
  expect(answers.filter((answer) => answer.deref() !== undefined).length).toBeLessThan(5);
});
