import { WATCHDOG } from "../../../charts/home-alerts/src/render/alertmanager.ts";
import type { AlertState } from "../../testbed/prometheus/promql-client.ts";
import { millisecondOf } from "../house-time.ts";
import type { Scene } from "../play.ts";
import { ALERT } from "./the-alert.ts";

/** What the rules found in this house beside the story: it fires, or will, and nobody should have to wonder why. */
export const whatElse: Scene = async ({ cast: { ruler }, stage, time }) => {
  const others = (await ruler.alerts()).filter(({ labels }) => ![WATCHDOG, ALERT].includes(labels["alertname"] ?? ""));
  if (others.length === 0) {
    stage.saw("The rules have found nothing else in this house.");
    return;
  }
  stage.saw("The rules have found something else in this house, which the story did not cause:", ...others.flatMap(told));

  function told({ labels, annotations, state, activeAt }: AlertState): readonly string[] {
    const since = activeAt === undefined ? "" : ` since ${time(millisecondOf(activeAt))}`;
    const now = state === "firing" ? `fires; its condition holds${since}` : `is pending${since}, and fires when that goes on`;
    return [`${labels["alertname"]} (${labels["severity"]}) ${now}`, annotations["summary"] ?? "(without a summary)"];
  }
};
