import type { ActiveAlert } from "../../testbed/alertmanager/start-alertmanager.ts";
import type { Cast } from "../cast.ts";
import type { Scene } from "../play.ts";
import { TestbedError } from "../../testbed/testbed-error.ts";
import { millisecondOf } from "../house-time.ts";
import { FORGOTTEN } from "./lights.ts";

export const ALERT = "LightsOnAllNight";
const FIRES_WITHIN_MS = 60_000;
const RESOLVES_WITHIN_MS = 60_000;
const SWITCHED_WITHIN_MS = 15_000;

/** The alert stands in Alertmanager for the forgotten light, and for it alone, until the light is switched off. */
export const theAlert: Scene = async ({ cast, stage, watch, time }) => {
  const { homeAssistant, ruler } = cast;
  const alert = await watch({
    what: `the alert ${ALERT} in Alertmanager`,
    withinMs: FIRES_WITHIN_MS,
    by: ruler,
    look: async () => (await alerts(cast)).find(({ labels }) => labels["entity_id"] === FORGOTTEN),
    instead: () => "no alert for this light",
  });
  const { alertname, ...labels } = alert.labels;
  stage.saw(
    `ALERT in Alertmanager: ${alertname}`,
    alert.annotations["summary"] ?? "(without a summary)",
    alert.annotations["description"] ?? "",
    Object.entries(labels)
      .map(([name, value]) => `${name}=${value}`)
      .join(", "),
    `firing since ${time(millisecondOf(alert.startsAt))}`,
  );
  const others = (await alerts(cast)).filter(({ labels: { entity_id } }) => entity_id !== FORGOTTEN);
  if (others.length > 0) {
    const names = others.map(({ labels: { entity_id } }) => entity_id).join(", ");
    throw new TestbedError(
      "DEMO_ALERT",
      `${ruler.name}: firing for the forgotten light alone failed: it fires for ${names} too. Look at charts/home-alerts/files/rules.yaml.`,
    );
  }
  stage.saw("It is the only one: the light switched on in the night and the group stay quiet.");

  await homeAssistant.callService("light", "turn_off", { entity_id: FORGOTTEN });
  const off = await homeAssistant.untilState(FORGOTTEN, "off", SWITCHED_WITHIN_MS);
  stage.saw(`${FORGOTTEN} is switched off, at ${time(millisecondOf(off.last_changed))}.`);
  await watch({
    what: "the alert to resolve",
    withinMs: RESOLVES_WITHIN_MS,
    by: ruler,
    look: async () => (await alerts(cast)).length === 0,
    instead: () => "it is still there",
  });
  stage.saw("The alert is resolved: Alertmanager has none any more. Good morning.");
};

async function alerts({ alertmanager }: Cast): Promise<readonly ActiveAlert[]> {
  return (await alertmanager.alerts()).filter(({ labels }) => labels["alertname"] === ALERT);
}
