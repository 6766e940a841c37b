import { millisecondOf } from "../house-time.ts";
import type { Scene } from "../play.ts";

const DEVICE = "freezer";
const SENSOR = "sensor.freezer_temperature";
const SERIES = `ha_temperature_celsius{entity_id="${SENSOR}"}`;
const WITHIN_MS = 15_000;

/** The series of an entity that becomes unavailable ends in that millisecond, instead of going on for five minutes. */
export const endsAtOnce: Scene = async ({ cast: { homeAssistant, store, bridge }, stage, watch, time }) => {
  await homeAssistant.setDeviceAvailable(DEVICE, false);
  const gone = await homeAssistant.untilState(SENSOR, "unavailable", WITHIN_MS);
  const endedAt = millisecondOf(gone.last_updated);
  const valueAt = async (at: number) => {
    await store.flush();
    return (await store.query(SERIES, at / 1000))[0]?.value;
  };
  let still: number | undefined;
  await watch({
    what: `the end of ${SERIES}`,
    withinMs: WITHIN_MS,
    by: bridge,
    async look() {
      still = await valueAt(Date.now());
      return still === undefined;
    },
    instead: () => `it is still ${still}`,
  });
  const [before, after] = [await valueAt(endedAt - 1), await valueAt(endedAt)];
  stage.saw(
    `The freezer's probe loses its radio: ${SENSOR} is unavailable since ${time(endedAt)}. What ${store.name} answers for the temperature:`,
    `at ${time(endedAt - 1)}   ${shown(before)}`,
    `at ${time(endedAt)}   ${shown(after)}`,
  );
  await homeAssistant.setDeviceAvailable(DEVICE, true);
  const back = await watch({ what: `${SENSOR} to be back in ${store.name}`, withinMs: WITHIN_MS, by: bridge, look: () => valueAt(Date.now()) });
  stage.saw(`It is back: ${shown(back)}`);
};

function shown(value: number | undefined): string {
  return value === undefined ? "nothing: the series has ended" : `${value} °C`;
}
