import type { EntityState } from "../../testbed/home-assistant/home-assistant-client.ts";
import { TestbedError } from "../../testbed/testbed-error.ts";
import { millisecondOf } from "../house-time.ts";
import type { Scene } from "../play.ts";
import { FORGOTTEN } from "./lights.ts";

const WITHIN_MS = 15_000;

/** One light is switched on and all others off, before the night begins. */
export const bedtime: Scene = async ({ cast: { homeAssistant, store, bridge, night }, stage, watch, time }) => {
  const before = lightsOn(await homeAssistant.states());
  const others = before.filter((state) => state.entity_id !== FORGOTTEN && !members(state).includes(FORGOTTEN));
  await homeAssistant.callService("light", "turn_on", { entity_id: FORGOTTEN });
  const light = await homeAssistant.untilState(FORGOTTEN, "on", WITHIN_MS);
  stage.saw(
    `Somebody works in the basement: ${nameOf(light)} (${FORGOTTEN}) is switched on.`,
    `Home Assistant says: on since ${time(millisecondOf(light.last_changed))}`,
  );

  if (others.length > 0) {
    await homeAssistant.callService("light", "turn_off", { entity_id: others.map((state) => state.entity_id) });
    stage.saw(`Everybody goes to bed. ${others.length} other lights are switched off; the one in the basement is forgotten.`);
  }
  let stored: readonly string[] = [];
  await watch({
    what: `the lights that are on to be the same in ${store.name} as in Home Assistant`,
    withinMs: WITHIN_MS,
    by: bridge,
    async look() {
      await store.flush();
      const on = lightsOn(await homeAssistant.states()).map((state) => state.entity_id);
      stored = (await store.query('ha_on{domain="light"} == 1')).map(({ labels }) => labels["entity_id"] ?? "");
      return stored.includes(FORGOTTEN) && stored.toSorted().join() === on.toSorted().join();
    },
    instead: () => `in the store these are on: ${stored.join(", ")}`,
  });
  const since = await watch({
    what: `since when ${FORGOTTEN} is on`,
    withinMs: WITHIN_MS,
    by: bridge,
    look: async () => (await store.query(`ha_on_since_seconds{entity_id="${FORGOTTEN}"}`))[0],
  });
  const groups = stored.filter((id) => id !== FORGOTTEN);
  stage.saw(
    `In ${store.name}: ha_on_since_seconds{entity_id="${FORGOTTEN}"} is ${since.value}, that is ${time(since.value * 1000)}`,
    ...groups.map((id) => `Also on: ${id}, the group it belongs to. The alert leaves groups out.`),
  );
  if (Date.now() >= night.startAt) {
    throw new TestbedError(
      "DEMO_SLOW",
      `demo: going to bed before the night failed: the night had begun at ${time(night.startAt)} already. This machine is busy; run it again.`,
    );
  }
};

function lightsOn(states: readonly EntityState[]): readonly EntityState[] {
  return states.filter((state) => state.entity_id.startsWith("light.") && state.state === "on");
}

function members({ attributes }: EntityState): readonly unknown[] {
  return Array.isArray(attributes["entity_id"]) ? attributes["entity_id"] : [];
}

function nameOf({ attributes, entity_id }: EntityState): string {
  const name = attributes["friendly_name"];
  return typeof name === "string" ? name : entity_id;
}
