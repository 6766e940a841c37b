import type { ActiveAlert } from "../../testbed/alertmanager/start-alertmanager.ts";
import type { Cast } from "../cast.ts";
import type { Scene } from "../play.ts";
import { TestbedError } from "../../testbed/testbed-error.ts";
import { millisecondOf } from "../house-time.ts";
import { FORGOTTEN } from "./lights.ts";

export const ALERT = "LightsOnAllNight";
const FIRES_WITHIN_MS = 60_000;

/** The alert stands in Alertmanager for the forgotten light, and for it alone. */
export const theAlert: Scene = async ({ cast, stage, watch, time }) => {
  const { ruler } = cast;
  const alert = await watch({
    what: `the alert ${ALERT} in Alertmanager`,
    withinMs: FIRES_WITHIN_MS,
    by: ruler,
    look: async () => (await alertsNow(cast)).find(({ labels }) => labels["entity_id"] === FORGOTTEN),
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
  const others = (await alertsNow(cast)).filter(({ labels: { entity_id } }) => entity_id !== FORGOTTEN);
  if (others.length > 0) {
    const names = others.map(({ labels: { entity_id } }) => entity_id).join(", ");
    throw new TestbedError(
      "DEMO_ALERT",
      `${ruler.name}: firing for the forgotten light alone failed: it fires for ${names} too. Look at charts/home-alerts/files/rules.yaml.`,
    );
  }
  stage.saw("It is the only one: the light switched on in the night and the group stay quiet.");
};

/** What Alertmanager has of it now. */
export async function alertsNow({ alertmanager }: Cast): Promise<readonly ActiveAlert[]> {
  return (await alertmanager.alerts()).filter(({ labels }) => labels["alertname"] === ALERT);
}
