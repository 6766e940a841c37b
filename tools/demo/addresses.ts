import type { DemoOptions } from "./arguments.ts";
import type { Cast } from "./cast.ts";
import { DASHBOARD_PATH } from "./dashboard.ts";
import { PROBLEM } from "./scenes/back-in-the-house.ts";
import { SWITCHED_ON_LATE } from "./scenes/lights.ts";
import type { Stage } from "./stage.ts";

/** What a person can look at now, and a few things to try. */
export function showAddresses({ homeAssistant, alertmanager, store, ruler, bridge }: Cast, options: DemoOptions, stage: Stage): void {
  const { username, password } = homeAssistant.login;
  const pages = options.frontend ? [] : ["no web pages in this run; `npm run demo -- --frontend` brings them (117 MB, once)"];
  stage.heading("Look around; Ctrl-C ends everything");
  show(stage, "Home Assistant", [homeAssistant.url, `user ${username}, password ${password}`, ...pages]);
  if (options.frontend) show(stage, "its alerts", [`${homeAssistant.url}${DASHBOARD_PATH} ("House" in the sidebar)`]);
  else
    show(stage, "its alerts", [
      `${homeAssistant.url}/api/states/${PROBLEM} (with the token)`,
      `with web pages: ${DASHBOARD_PATH} ("House" in the sidebar)`,
    ]);
  show(stage, "its token", [homeAssistant.tokenFile]);
  show(stage, "its broker", [`${homeAssistant.broker.url} (no login)`]);
  show(stage, store.name, [`${store.queryUrl}/api/v1/query?query=ha_on (no login)`]);
  if (ruler.url !== store.url) show(stage, `${ruler.name}, rules`, [`${ruler.url}/vmalert/groups`]);
  else show(stage, "its rules", [`${store.queryUrl}/api/v1/rules`]);
  show(stage, "Alertmanager", [`${alertmanager.url}/api/v2/alerts (no web pages: Debian's package leaves them out)`]);
  show(stage, "ha-bridge", [`${bridge.url}/readyz`, `${bridge.url}/metrics`, `config ${bridge.configFile}`]);

  const post = `curl -H "Authorization: Bearer $(cat ${homeAssistant.tokenFile})" ${homeAssistant.url}/api/services/light/turn_off`;
  stage.heading("Try this: switch a light off and ask the store");
  stage.say(`  ${post} -d '{"entity_id": "${SWITCHED_ON_LATE}"}'`);
  stage.say(`  curl -G ${store.queryUrl}/api/v1/query --data-urlencode 'query=ha_on{entity_id="${SWITCHED_ON_LATE}"}'`);
  stage.say();
}

const COLUMN = 18;

function show(stage: Stage, title: string, [first = "", ...more]: readonly string[]): void {
  stage.say(`  ${title.padEnd(COLUMN)}${first}`);
  for (const line of more) stage.say(`  ${"".padEnd(COLUMN)}${line}`);
}
