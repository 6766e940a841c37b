import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Component, Making } from "../component.ts";
import { debianRoot } from "../debian/debian-root.ts";
import { startMosquitto } from "../mosquitto/start-mosquitto.ts";
import { freePort } from "../process/free-port.ts";
import { homeAssistant } from "./home-assistant-component.ts";
import { homeAssistantProgram } from "./home-assistant-program.ts";
import { forgetThePast, leaveOnlyTheUserToOnboarding, setHttpPort } from "./instance-folder.ts";
import { prepareHouse } from "./prepare-house.ts";
import { publishHouse } from "./publish-house.ts";
import { HOME_ASSISTANT_VERSION } from "./version.ts";

const source = (name: string) => new URL(name, import.meta.url);

/** A stopped Home Assistant folder with its user, token, registries and entries: a start is a copy of it. */
export const preparedHouse: Component = {
  name: "house",
  version: HOME_ASSISTANT_VERSION,
  what: "a prepared Home Assistant folder: user, token, floors, areas, labels, devices",
  madeFrom: {
    config: source("config"),
    devices: source("house-devices.ts"),
    entities: source("mqtt-entity.ts"),
    discovery: source("house-discovery.ts"),
    registries: source("house-registries.ts"),
    preparing: source("prepare-house.ts"),
    folder: source("instance-folder.ts"),
  },
  needs: [debianRoot, homeAssistant],
  programs: ["config/.storage/core.entity_registry", "config/.storage/auth", "token"],
  make: (making) => making.step("first start: user, token, floors, areas, labels, devices", () => makeHouse(making)),
};

async function makeHouse(making: Making): Promise<undefined> {
  const configDir = join(making.folder, "config");
  await mkdir(configDir);
  await cp(fileURLToPath(source("config")), configDir, { recursive: true });
  const port = await freePort();
  await setHttpPort(configDir, port);
  await leaveOnlyTheUserToOnboarding(configDir);
  await using broker = await startMosquitto({ persistence: false }, making.signal);
  await publishHouse(broker.url);
  const url = `http://127.0.0.1:${port}`;
  await using hass = homeAssistantProgram({ component: making.folderOf(homeAssistant), configDir, url });
  await hass.start(making.signal);
  const token = await prepareHouse(url, broker.port);
  await hass.stop();
  await forgetThePast(configDir);
  await writeFile(join(making.folder, "token"), token, { mode: 0o600 });
}
