import { type HomeAssistant, startHomeAssistant } from "../../tools/testbed/home-assistant/start-home-assistant.ts";
import { type BridgeProcess, startBridge } from "../support/bridge-process.ts";
import { type StoreName, startStores, type StoreUnderTest } from "./four-stores.ts";
import { type HouseRecord, recordHouse } from "./house-record.ts";

export interface Side extends StoreUnderTest {
  readonly bridge: BridgeProcess;
}

/** One real house, and for each store a bridge of its own. */
export interface Bed extends AsyncDisposable {
  readonly ha: HomeAssistant;
  readonly record: HouseRecord;
  readonly sides: readonly Side[];
  side(name: StoreName): Side;
}

export async function startBed(): Promise<Bed> {
  await using stack = new AsyncDisposableStack();
  const stores = stack.use(await startStores());
  const ha = stack.use(await startHomeAssistant());
  const record = stack.use(await recordHouse(ha.url, ha.token));
  const sides: Side[] = [];
  for (const store of stores.all) {
    sides.push({ ...store, bridge: stack.use(await startBridge({ homeAssistant: { url: ha.url, token: ha.token }, metrics: store.metrics })) });
  }
  await Promise.all(sides.map(({ bridge }) => bridge.untilReady()));
  const owned = stack.move();
  return { ha, record, sides, side: (name) => sideOf(sides, name), [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

export function sideOf<T extends { readonly name: StoreName }>(sides: readonly T[], name: StoreName): T {
  const side = sides.find((one) => one.name === name);
  if (side === undefined) throw new Error(`no store ${name}`);
  return side;
}
