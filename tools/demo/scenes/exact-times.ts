import { millisecondOf } from "../house-time.ts";
import type { Scene } from "../play.ts";

const SENSOR = "sensor.kitchen_temperature";
const SERIES = `ha_temperature_celsius{entity_id="${SENSOR}"}`;
const WARMER = 0.7;
const WITHIN_MS = 15_000;
const WINDOW_SECONDS = 60;

/** A change of a sensor is a sample at the millisecond of Home Assistant's own `last_updated`. */
export const exactTimes: Scene = async ({ cast: { homeAssistant, store, bridge }, stage, watch, time }) => {
  const before = await homeAssistant.state(SENSOR);
  const wanted = (Number(before?.state) + WARMER).toFixed(1);
  await homeAssistant.setMqtt(SENSOR, wanted);
  const changed = await homeAssistant.untilState(SENSOR, wanted, WITHIN_MS);
  const changedAt = millisecondOf(changed.last_updated);
  let newest = "none";
  const sample = await watch({
    what: `that change in ${store.name}`,
    withinMs: WITHIN_MS,
    by: bridge,
    async look() {
      // VictoriaMetrics shows what it has taken only seconds later, unless it is told to.
      await store.flush();
      const samples = (await store.samples(SERIES, WINDOW_SECONDS)).flatMap((series) => series.samples);
      newest = samples.map(({ value, atMs }) => `${value} at ${time(atMs)}`).at(-1) ?? newest;
      return samples.find(({ value, atMs }) => value === Number(wanted) && atMs === changedAt);
    },
    instead: () => `the newest sample is ${newest}; wanted is ${wanted} at ${time(changedAt)}`,
  });
  const seenAfterMs = Date.now() - changedAt;
  stage.saw(
    `It gets warmer in the kitchen: ${SENSOR} goes from ${before?.state} to ${changed.state} °C. To the millisecond:`,
    `Home Assistant, last_updated   ${time(changedAt)}  (${changed.last_updated})`,
    `${store.name}, sample`.padEnd(LABEL) + `${time(sample.atMs)}  ${SERIES} ${sample.value}`,
    `The sample could be queried ${seenAfterMs} ms after the change.`,
  );
};

const LABEL = "Home Assistant, last_updated   ".length;
