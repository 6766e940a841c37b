import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { ensureComponent } from "../cache/ensure-component.ts";
import type { Component } from "../component.ts";
import { startMosquitto, type Mosquitto } from "../mosquitto/start-mosquitto.ts";
import { dataFolder } from "../process/data-folder.ts";
import { freePort } from "../process/free-port.ts";
import type { Program } from "../process/program.ts";
import { until } from "../process/until.ts";
import { homeAssistant } from "./home-assistant-component.ts";
import { homeAssistantClient, type HomeAssistantClient } from "./home-assistant-client.ts";
import { homeAssistantProgram } from "./home-assistant-program.ts";
import { HOUSE_DEVICES } from "./house-devices.ts";
import { availabilityTopic } from "./house-discovery.ts";
import { setBrokerPort, setHttpPort } from "./instance-folder.ts";
import { topicOf } from "./mqtt-entity.ts";
import { preparedHouse } from "./prepared-house.ts";
import { OWNER } from "./prepare-house.ts";
import { publish, publishHouse } from "./publish-house.ts";

const HOUSE_WITHIN_MS = 60_000;

export type HomeAssistantOptions = {
  /** What a new folder is a copy of; the prepared house when it is left out. */
  readonly house?: Component;
  /** Has the database of a new folder before Home Assistant has it. */
  readonly prepare?: (dbFile: string) => void;
  readonly port?: number;
  /** Kept when given; a folder of an earlier run goes on where that one stopped. */
  readonly folder?: string;
  /** A broker of one's own, left running. The house is put into it when the folder is a new one. */
  readonly broker?: Mosquitto;
  /** Files to write into the configuration, for example `packages/mine.yaml`. */
  readonly files?: Readonly<Record<string, string>>;
};

export type HomeAssistant = Program &
  HomeAssistantClient & {
    readonly url: string;
    readonly wsUrl: string;
    readonly port: number;
    /** Long-lived token of the owner. */
    readonly token: string;
    readonly tokenFile: string;
    readonly login: { readonly username: string; readonly password: string };
    readonly configDir: string;
    readonly dbFile: string;
    readonly broker: Mosquitto;
    /** Publishes the state of an MQTT entity of the house; parts are such as "position" or "mode" (`mqtt-entity.ts`). */
    setMqtt(entityId: string, payload: string, part?: string): Promise<void>;
    /** Makes all entities of one MQTT device (`house-devices.ts`) available or not. */
    setDeviceAvailable(deviceId: string, available: boolean): Promise<void>;
    /** Stops and starts it, with the same port and folder. */
    restart(): Promise<void>;
  };

/** A real Home Assistant with its house, RUNNING, on loopback; several can run side by side. */
export async function startHomeAssistant(options: HomeAssistantOptions = {}, signal?: AbortSignal): Promise<HomeAssistant> {
  const ensured = signal === undefined ? {} : { signal };
  const component = await ensureComponent(homeAssistant, ensured);
  const house = await ensureComponent(options.house ?? preparedHouse, ensured);
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await dataFolder("home-assistant", options.folder)).path;
  const configDir = join(folder, "config");
  const tokenFile = join(folder, "token");
  const dbFile = join(configDir, "home-assistant_v2.db");
  const isNew = !existsSync(tokenFile);
  if (isNew) {
    await rm(configDir, { recursive: true, force: true });
    await cp(join(house, "config"), configDir, { recursive: true });
    await cp(join(house, "token"), tokenFile);
    options.prepare?.(dbFile);
  }
  for (const [path, text] of Object.entries(options.files ?? {})) {
    await mkdir(dirname(join(configDir, path)), { recursive: true });
    await writeFile(join(configDir, path), text);
  }
  const broker = options.broker ?? stack.use(await startMosquitto({ folder: join(folder, "mosquitto") }, signal));
  const port = options.port ?? (await freePort());
  await setHttpPort(configDir, port);
  await setBrokerPort(configDir, broker.port);
  if (isNew) await publishHouse(broker.url);
  const url = `http://127.0.0.1:${port}`;
  const token = (await readFile(tokenFile, "utf8")).trim();
  const hass = stack.use(homeAssistantProgram({ component, configDir, url, token }));
  await hass.start(signal);
  const client = homeAssistantClient(url, token);
  await untilHouseIsThere(client, signal);
  const owned = stack.move();
  return {
    ...hass,
    ...client,
    url,
    wsUrl: `ws://127.0.0.1:${port}/api/websocket`,
    port,
    token,
    tokenFile,
    login: { username: OWNER.username, password: OWNER.password },
    configDir,
    dbFile,
    broker,
    setMqtt: (entityId, payload, part) => publish(broker.url, [{ topic: topicOf(entityId, part), payload }]),
    setDeviceAvailable: (id, available) => publish(broker.url, [{ topic: availabilityTopic(id), payload: available ? "online" : "offline" }]),
    async restart() {
      await hass.stop();
      await hass.start();
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

// Home Assistant says RUNNING before it has read the broker's retained messages.
async function untilHouseIsThere(client: HomeAssistantClient, signal: AbortSignal | undefined): Promise<void> {
  const wanted = new Set(HOUSE_DEVICES.flatMap((device) => device.entities.map((entity) => entity.entityId)));
  const isThere = async () => {
    const there = (await client.states()).filter((state) => wanted.has(state.entity_id) && state.state !== "unavailable");
    return there.length === wanted.size;
  };
  await until("all MQTT entities of the house available", HOUSE_WITHIN_MS, isThere, signal);
}
