import { parseConfig } from "@tiles/kit/config-file";
import { describe, expect, test } from "vitest";
import { configSchema } from "./config.ts";

const BASE = `homeAssistant: { name: home, url: "http://ha:8123", tokenFile: token }
stateDir: state
metrics: { endpoint: "http://mimir/otlp" }
`;

function problems(text: string): readonly string[] {
  try {
    parseConfig(configSchema, `${BASE}${text}`, "config.yaml");
    return [];
  } catch (error) {
    return (error as { problems: readonly string[] }).problems;
  }
}

const MQTT = 'mqtt: { url: "mqtt://mosquitto:1883" }\n';

describe("alerts in the config", () => {
  test("have a poll of 30 s and a dead man of 15 min unless said otherwise", () => {
    const { alerts } = parseConfig(configSchema, `${BASE}${MQTT}alerts: { alertmanager: { url: "http://mimir/alertmanager" } }`, "config.yaml");
    expect(alerts).toMatchObject({ alertmanager: { pollInterval: 30_000 }, deadMan: { alert: "Watchdog", after: 900_000 } });
  });

  test("need a broker, told beside whatever else is wrong", () => {
    expect(problems("alerts: { tokenFile: alert-token }\nwindows: { Night: { start: x, end: y } }")).toEqual([
      expect.stringContaining("config.yaml:4 alerts: alerts are shown in Home Assistant by MQTT; add mqtt: {url: mqtt://HOST:1883}"),
      expect.stringContaining("config.yaml:5 windows.Night"),
    ]);
  });

  test("must come from somewhere", () => {
    expect(problems(`${MQTT}alerts: { deadMan: { after: 10m } }`)).toEqual([
      expect.stringContaining("alerts: alerts come from nowhere; add alertmanager (to ask it), tokenFile (to be told by POST /alerts), or both"),
    ]);
  });
});
