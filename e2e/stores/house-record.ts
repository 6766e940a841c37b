import { connectPlainClient } from "@tiles/testkit/home-assistant/plain-client";

/** One change as Home Assistant told it to a client that has nothing to do with the bridge. */
export interface RecordedChange {
  readonly entityId: string;
  readonly state: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** `last_updated` by the formula of the design, before changes of one millisecond are told apart. */
  readonly atMs: number;
}

export interface HouseRecord extends AsyncDisposable {
  /** Changes so far of the entities whose id begins with `prefix`, in their order. */
  changes(prefix?: string): RecordedChange[];
  /** When the entity registry told of this action on this entity. */
  registryMs(action: "remove" | "update", entityId: string): number | undefined;
}

interface StateEvent {
  readonly data: {
    readonly entity_id: string;
    readonly new_state: { readonly state: string; readonly attributes: Record<string, unknown>; readonly last_updated: string } | null;
  };
}

interface RegistryEvent {
  readonly time_fired: string;
  readonly data: { readonly action: string; readonly entity_id: string };
}

/** Writes down what happens in the house, by the two plainest subscriptions there are. */
export async function recordHouse(url: string, token: string): Promise<HouseRecord> {
  const client = await connectPlainClient(url, token, { perMessageDeflate: false });
  const { id: states } = await client.command("subscribe_events", { event_type: "state_changed" });
  const { id: registry } = await client.command("subscribe_events", { event_type: "entity_registry_updated" });
  return {
    changes(prefix = "") {
      return (client.events(Number(states)) as unknown as StateEvent[]).flatMap(({ data: { entity_id: entityId, new_state: after } }) =>
        after === null || !entityId.startsWith(prefix)
          ? []
          : [{ entityId, state: after.state, attributes: after.attributes, atMs: formula(after.last_updated) }],
      );
    },
    registryMs(action, entityId) {
      const events = client.events(Number(registry)) as unknown as RegistryEvent[];
      const event = events.findLast(({ data }) => data.action === action && data.entity_id === entityId);
      return event && formula(event.time_fired);
    },
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  };
}

/** floor(round(last_updated * 1e6) / 1000) */
export function formula(iso: string): number {
  const fraction = Number(`0${/\.\d+/.exec(iso)?.[0] ?? ""}`);
  const seconds = Date.parse(iso.replace(/\.\d+/, "")) / 1000 + fraction;
  return Math.floor(Math.round(seconds * 1e6) / 1000);
}
