import { systemClock } from "@tiles/kit/clock";
import { Secret } from "@tiles/kit/secret";
import { systemTrust } from "@tiles/kit/trust";
import { startHomeAssistantDouble } from "@tiles/testkit/home-assistant/double";
import { describe, expect, test } from "vitest";
import type { HouseControls, HouseListener } from "../ports.ts";
import { runSession } from "./session.ts";
import { openSocket } from "./socket.ts";

const nothing = { domains: [], entities: [], globs: [] };
const ALERTS_OFF = { id: "alerts_off", description: "No alerts." };

type Double = Awaited<ReturnType<typeof startHomeAssistantDouble>>;

/** A session with the double, whose controls are used while it lasts. */
async function withControls(ha: Double, token: string, use: (controls: HouseControls) => Promise<void>): Promise<void> {
  const leave = new AbortController();
  const opened = Promise.withResolvers<HouseControls>();
  const listener = new Proxy({} as HouseListener, {
    get:
      (_target, name) =>
      (...args: unknown[]) =>
        name === "opened" && opened.resolve((args[1] as { controls: HouseControls }).controls),
  });
  const open = await openSocket({ url: ha.url, token: new Secret(token), trust: systemTrust, signal: leave.signal, onBadMessage: () => undefined });
  const session = runSession({
    open,
    listener,
    include: nothing,
    exclude: nothing,
    pingIntervalMs: 20_000,
    reconcileIntervalMs: 60_000,
    clock: systemClock,
    signal: leave.signal,
    trace: (_name, work) => work(),
  }).catch(() => undefined);
  try {
    await use(await opened.promise);
  } finally {
    leave.abort();
    await session;
  }
}

async function startHouse(): Promise<Double> {
  const ha = await startHomeAssistantDouble({ tokens: ["admin"], plainTokens: ["plain"] });
  ha.putEntry("entity", "light.cellar", { labels: ["night"] });
  return ha;
}

describe("a label", () => {
  test("is made when it is missing, and added to those that the entity has", async () => {
    await using ha = await startHouse();
    await withControls(ha, "admin", async ({ ensureLabel }) => {
      expect(await ensureLabel("light.cellar", ALERTS_OFF)).toBe("labelled");
      expect(await ensureLabel("light.cellar", ALERTS_OFF)).toBe("labelled");
    });
    // The second time there was nothing to do.
    expect(ha.counters.commands).toMatchObject({ "config/label_registry/create": 1, "config/entity_registry/update": 1 });
  });

  test("is used under whatever name a person has given it", async () => {
    await using ha = await startHouse();
    ha.putEntry("label", "alerts_off", { name: "Bitte nicht stören" });
    await withControls(ha, "admin", async ({ ensureLabel }) => expect(await ensureLabel("light.cellar", ALERTS_OFF)).toBe("labelled"));
    expect(ha.counters.commands["config/label_registry/create"]).toBeUndefined();
  });

  test("cannot be given to what has no entry", async () => {
    await using ha = await startHouse();
    await withControls(ha, "admin", async ({ ensureLabel }) => expect(await ensureLabel("light.yaml", ALERTS_OFF)).toBe("unregistered"));
  });

  test("is for administrators to give", async () => {
    await using ha = await startHouse();
    await withControls(ha, "plain", async ({ ensureLabel }) => {
      await expect(ensureLabel("light.cellar", ALERTS_OFF)).rejects.toMatchObject({ code: "BRIDGE_HA_RIGHTS" });
    });
  });
});

test("the logbook tells of one entity who or what did it", async () => {
  await using ha = await startHouse();
  ha.writeLogbook({
    when: 1_000,
    name: "Cellar",
    entity_id: "light.cellar",
    context_user_id: "u1",
    context_domain: "light",
    context_service: "turn_on",
  });
  ha.writeLogbook({ when: 1_000, name: "Attic", entity_id: "light.attic" });
  await withControls(ha, "plain", async ({ logbook }) => {
    expect(await logbook("light.cellar", 995_000, 1_005_000)).toMatchObject([
      { atMs: 1_000_000, entityId: "light.cellar", userId: "u1", domain: "light", service: "turn_on", contextName: undefined },
    ]);
  });
});
