import { AppError } from "@tiles/kit/errors";
import { ManualClock } from "@tiles/testkit/manual-clock";
import { describe, expect, test } from "vitest";
import { ALERTS_OFF, createAlertActions } from "./alert-actions.ts";
import type { AlertEvents } from "./alert-events.ts";
import { lamp } from "./core/alerts/alerts.testing.ts";
import { CREATED_BY, type Silence } from "./core/alerts/plan-silences.ts";
import type { HouseControls } from "./ports.ts";

const away = new AppError({ code: "BRIDGE_ALERTMANAGER_AWAY", thing: "Alertmanager", tried: "asking", cameBack: "nothing", whatToDo: "Wait." });
const refused = new AppError({ code: "BRIDGE_ALERTMANAGER_REFUSED", thing: "Alertmanager", tried: "asking", cameBack: "401", whatToDo: "Check." });

/** Keeps silences as Alertmanager does; `failures` come first, after the work is done when they are lost answers. */
function bed({
  failures = [] as readonly Error[],
  controls = undefined as HouseControls | undefined,
  firing = [lamp(), lamp({ entity_id: "light.attic" })],
} = {}) {
  const silences = new Map<string, Silence>();
  const said: { name: string; error?: unknown; silences?: unknown }[] = [];
  const waiting = [...failures];
  const clock = new ManualClock();
  const fail = () => {
    const failure = waiting.shift();
    if (failure !== undefined) throw failure;
  };
  const events = {
    acted: (_action: string, _facts: unknown, count: unknown) => void said.push({ name: "acted", silences: count }),
    actionFailed: (_action: string, _facts: unknown, error: unknown) => void said.push({ name: "failed", error }),
  } as unknown as AlertEvents;
  const act = createAlertActions({
    instance: "home",
    clock,
    signal: new AbortController().signal,
    alertmanager: {
      look: () => Promise.reject(new Error("not asked here")),
      silences: async () => [...silences.values()],
      async putSilence(silence) {
        const id = silence.id ?? `s${silences.size + 1}`;
        silences.set(id, { ...silence, id });
        fail();
        return id;
      },
    },
    firing: () => firing,
    controls: () => controls,
    events,
  });
  return { act, silences, said, clock };
}

describe("silencing", () => {
  test("one entity makes one silence, twice as well", async () => {
    const { act, silences, said } = bed();
    const action = { kind: "silence", alert: "LightsOnAllNight", entityId: "light.cellar", hours: 4 } as const;
    // Both at a time, as a slow phone sends them.
    await Promise.all([act(action), act(action)]);
    expect([...silences.values()]).toMatchObject([
      { createdBy: CREATED_BY, comment: "Silenced for 4 h in Home Assistant: LightsOnAllNight for light.cellar" },
    ]);
    expect(said).toEqual([
      { name: "acted", silences: 1 },
      { name: "acted", silences: 0 },
    ]);
  });

  test("an alert silences everything that it fires for right now", async () => {
    const { act, silences } = bed();
    await act({ kind: "silence", alert: "LightsOnAllNight", hours: 4 });
    expect(silences.size).toBe(2);
  });

  test("works for what is over meanwhile: the notification on a phone is older", async () => {
    const { act, silences } = bed({ firing: [] });
    await act({ kind: "silence", alert: "LightsOnAllNight", entityId: "light.cellar", hours: 4 });
    expect([...silences.values()][0]?.matchers).toEqual([
      { name: "alertname", value: "LightsOnAllNight" },
      { name: "entity_id", value: "light.cellar" },
      { name: "instance", value: "home" },
    ]);
  });

  test("is tried again when the answer is lost, and makes no second silence", async () => {
    const { act, silences, said, clock } = bed({ failures: [away] });
    const acting = act({ kind: "silence", alert: "LightsOnAllNight", entityId: "light.cellar", hours: 4 });
    // Its deadline and the wait before the next try.
    await clock.untilSleepers(2);
    await clock.advance(500);
    await acting;
    expect([silences.size, said.map(({ name }) => name)]).toEqual([1, ["acted"]]);
  });

  test("is not tried again when we may not, and says why", async () => {
    const { act, said } = bed({ failures: [refused] });
    await act({ kind: "silence", alert: "LightsOnAllNight", hours: 4 });
    expect(said).toEqual([{ name: "failed", error: refused }]);
  });

  test("gives up with the trouble itself", async () => {
    const { act, said, clock } = bed({ failures: [away, away, away, away, away] });
    const acting = act({ kind: "silence", alert: "LightsOnAllNight", hours: 4 });
    await clock.untilSleepers(2);
    await clock.advance(10_000);
    await acting;
    expect(said).toEqual([{ name: "failed", error: away }]);
  });
});

describe("never again", () => {
  const never = { kind: "never", alert: "LightsOnAllNight", entityId: "light.cellar" } as const;

  test("gives the entity the label", async () => {
    const asked: unknown[] = [];
    const controls: HouseControls = { logbook: async () => [], ensureLabel: async (...args) => (asked.push(args), "labelled") };
    const { act, said } = bed({ controls });
    await act(never);
    expect([asked, said.map(({ name }) => name)]).toEqual([[["light.cellar", ALERTS_OFF]], ["acted"]]);
  });

  test.each([
    ["is in no registry", { logbook: async () => [], ensureLabel: async () => "unregistered" as const }, "BRIDGE_ALERTS_NO_ENTRY"],
    ["cannot be reached", undefined, "BRIDGE_HA_NOT_CONNECTED"],
  ])("says so when the entity %s", async (_what, controls, code) => {
    const { act, said } = bed({ controls });
    await act(never);
    expect(said).toMatchObject([{ name: "failed", error: { code } }]);
  });
});
