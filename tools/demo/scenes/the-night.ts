import { millisecondOf } from "../house-time.ts";
import type { Play, Scene } from "../play.ts";
import { FORGOTTEN, SWITCHED_ON_LATE } from "./lights.ts";

// From a window's edge to its sample in the store.
const SLACK_MS = 15_000;

/** The window of the bridge opens and closes; the forgotten light stays on, another one is switched on too late to matter. */
export const theNight: Scene = async (play) => {
  const { cast, stage, time } = play;
  const { homeAssistant, store, night } = cast;
  await windowIs(play, true, night.startAt);
  const [startAt, endAt] = [await edge(play, "start"), await edge(play, "end")];
  stage.saw(`The night begins. In ${store.name}: ha_window_active{window="night"} is 1, from ${time(startAt)} to ${time(endAt)}`);

  await homeAssistant.callService("light", "turn_on", { entity_id: SWITCHED_ON_LATE });
  const late = await homeAssistant.untilState(SWITCHED_ON_LATE, "on", SLACK_MS);
  stage.saw(
    `Somebody gets up and switches ${SWITCHED_ON_LATE} on, at ${time(millisecondOf(late.last_changed))}. It stays on too, but not all night.`,
  );

  await windowIs(play, false, night.endAt);
  const light = await homeAssistant.state(FORGOTTEN);
  stage.saw(
    `The night is over. In Home Assistant ${FORGOTTEN} is ${light?.state}${light === undefined ? "" : `, since ${time(millisecondOf(light.last_changed))}`}.`,
  );
};

async function windowIs({ cast: { store, bridge }, watch }: Play, active: boolean, at: number): Promise<void> {
  const wanted = active ? 1 : 0;
  let value: number | undefined;
  await watch({
    what: active ? "the night to begin" : "the night to end",
    withinMs: Math.max(0, at - Date.now()) + SLACK_MS,
    by: bridge,
    async look() {
      if (Date.now() < at) return false;
      await store.flush();
      value = (await store.query('ha_window_active{window="night"}'))[0]?.value;
      return value === wanted;
    },
    instead: () => `ha_window_active{window="night"} is ${value ?? "not there"}`,
  });
}

async function edge({ cast: { store } }: Play, which: "start" | "end"): Promise<number> {
  const [sample] = await store.query(`ha_window_${which}_seconds{window="night"}`);
  return (sample?.value ?? Number.NaN) * 1000;
}
