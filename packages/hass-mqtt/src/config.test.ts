import { relativeTo } from "@tiles/kit/config-values";
import { describe, expect, test } from "vitest";
import { zMqtt } from "./config.ts";

const read = (value: unknown) => relativeTo("/etc/tiles/config.yaml", () => zMqtt.safeParse(value));
const problems = (value: unknown): string[] => read(value).error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];

describe("the mqtt block", () => {
  test("paths start at the config file, the prefix has Home Assistant's default", () => {
    const config = read({ url: "mqtts://mosquitto:8883", usernameFile: "user", passwordFile: "/run/password", caFile: "ca.pem" }).data;
    expect(config).toMatchObject({ url: "mqtts://mosquitto:8883", caFile: "/etc/tiles/ca.pem", discoveryPrefix: "homeassistant" });
    expect([config?.usernameFile?.path, config?.passwordFile?.path]).toEqual(["/etc/tiles/user", "/run/password"]);
  });

  test.each([
    { mistake: { url: "http://mosquitto" }, says: "url: the URL starts with http://; allowed: a URL that starts with mqtt:// or mqtts://" },
    { mistake: { url: "mqtt://a:b@mosquitto" }, says: "url: the URL holds a user or password, which belong into files of their own" },
    { mistake: { url: "mqtt://mosquitto", passwordFile: "p" }, says: "passwordFile: a password needs a user; add usernameFile" },
    { mistake: { url: "mqtt://mosquitto", discoveryPrefix: "home/#" }, says: "discoveryPrefix: not a topic; allowed: a topic" },
    { mistake: { url: "mqtt://mosquitto", discoveryPrefix: "home/" }, says: "discoveryPrefix: not a topic; allowed: a topic" },
    { mistake: { url: "mqtt://mosquitto", user: "me" }, says: 'Unrecognized key: "user"' },
  ])("refuses $mistake", ({ mistake, says }) => {
    expect(problems(mistake).join("\n")).toContain(says);
  });
});
