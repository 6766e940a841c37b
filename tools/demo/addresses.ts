import type { Cast } from "./cast.ts";
import type { Stage } from "./stage.ts";

/** What a person can look at now. */
export async function showAddresses(cast: Cast, stage: Stage): Promise<void> {
  const { homeAssistant, alertmanager, store, ruler, bridge } = cast;
  stage.heading("Look at it yourself; Ctrl-C ends everything");
  stage.say(`  Home Assistant  ${homeAssistant.url} ${homeAssistant.tokenFile} ${alertmanager.url} ${store.url} ${ruler.url} ${bridge.url}`);
}
