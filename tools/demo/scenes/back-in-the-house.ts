import type { EntityState } from "../../testbed/home-assistant/home-assistant-client.ts";
import { DASHBOARD_PATH, titleInSidebar } from "../dashboard.ts";
import { millisecondOf } from "../house-time.ts";
import type { Scene } from "../play.ts";
import { FORGOTTEN } from "./lights.ts";
import { alertsNow } from "./the-alert.ts";

export const PROBLEM = "binary_sensor.alert_lights_on_all_night";
const SILENCE = `button.alert_lights_on_all_night_${FORGOTTEN.replace(".", "_")}_silence`;
const STOPPED = "binary_sensor.alerting_stopped";
const SHOWN_WITHIN_MS = 60_000;
const SWITCHED_WITHIN_MS = 15_000;

/** What fires in Alertmanager stands in the same Home Assistant, can be silenced there, and clears when the light is off. */
export const backInTheHouse: Scene = async ({ cast, stage, watch, time }) => {
  const { homeAssistant, alertmanager, ruler, bridge } = cast;
  const inHomeAssistant = (what: string, entityId: string, fits: (state: EntityState) => boolean) => {
    let seen: EntityState | undefined;
    return watch({
      what: `${what} in Home Assistant`,
      withinMs: SHOWN_WITHIN_MS,
      by: bridge,
      async look() {
        seen = await homeAssistant.state(entityId);
        return seen !== undefined && fits(seen) && seen;
      },
      instead: () => `${entityId} is ${seen?.state ?? "not there"}`,
    });
  };

  const problem = await inHomeAssistant("the alert", PROBLEM, ({ state }) => state === "on");
  const stopped = await inHomeAssistant("the sign of life", STOPPED, ({ state }) => state === "off");
  stage.saw(
    `The circle closes: ${PROBLEM} is ${problem.state} in the same Home Assistant.`,
    String(problem.attributes["summary"]),
    `${STOPPED} is ${stopped.state}: the alert that always fires has come, so silence means that all is well.`,
  );

  const title = await watch({
    what: "the page about alerts in Home Assistant's sidebar",
    withinMs: SWITCHED_WITHIN_MS,
    by: homeAssistant,
    look: () => titleInSidebar(homeAssistant, PROBLEM),
  });
  stage.saw(`It is on the page "${title}" in the sidebar as well (${DASHBOARD_PATH}).`);

  await inHomeAssistant("its button", SILENCE, ({ state }) => state !== "unavailable");
  await homeAssistant.callService("button", "press", { entity_id: SILENCE });
  const silence = await watch({
    what: "the silence of this alert in Alertmanager",
    withinMs: SHOWN_WITHIN_MS,
    by: bridge,
    async look() {
      const silencing = (await alertsNow(cast)).flatMap(({ status }) => status.silencedBy);
      return (await alertmanager.silences()).find(({ id }) => silencing.includes(id));
    },
    instead: () => "an alert that nothing silences",
  });
  stage.saw(
    `Its button is pressed. Alertmanager silences it until ${time(millisecondOf(silence.endsAt))}, made by ${silence.createdBy}:`,
    silence.comment,
  );

  await homeAssistant.callService("light", "turn_off", { entity_id: FORGOTTEN });
  const off = await homeAssistant.untilState(FORGOTTEN, "off", SWITCHED_WITHIN_MS);
  stage.saw(`${FORGOTTEN} is switched off, at ${time(millisecondOf(off.last_changed))}.`);
  await watch({
    what: "the alert to resolve",
    withinMs: SHOWN_WITHIN_MS,
    by: ruler,
    look: async () => (await alertsNow(cast)).length === 0,
    instead: () => "it is still there",
  });
  await inHomeAssistant("the end of the alert", PROBLEM, ({ state }) => state === "off");
  stage.saw(`The alert is resolved: Alertmanager has none any more, and ${PROBLEM} is off. Good morning.`);
};
