import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Secret } from "@tiles/kit/secret";
import { expect, test } from "vitest";
import { freePort } from "../../../tools/testbed/process/free-port.ts";
import { startMosquitto } from "../../../tools/testbed/mosquitto/start-mosquitto.ts";
import { watchBroker } from "./broker-watch.testing.ts";
import { checkBroker } from "./check-broker.ts";
import { connectForTest } from "./connect.testing.ts";

const signal = new AbortController().signal;

test("a look at the broker says nothing there and leaves the running service alone", async () => {
  await using broker = await startMosquitto();
  await using service = connectForTest(broker.url);
  await service.untilEvent("connected");
  await using watch = await watchBroker(broker);
  await watch.caughtUp();
  const before = watch.seen.length;
  await checkBroker({ url: broker.url, topicPrefix: "tiles/test", username: () => "house", password: () => new Secret("s3cret") }, signal);
  await watch.caughtUp();
  expect(watch.seen.length).toBe(before);
  expect([service.hass.connected, service.events.map(({ kind }) => kind)]).toEqual([true, ["connected"]]);
});

test("a broker that is not there, or does not let us in, says why", async () => {
  const nobody = `mqtt://127.0.0.1:${await freePort()}`;
  await expect(checkBroker({ url: nobody, topicPrefix: "tiles/test" }, signal)).rejects.toMatchObject({ code: "MQTT_UNREACHABLE" });
  await using folder = await mkdtempDisposable(join(tmpdir(), "hass-mqtt-users-"));
  const users = join(folder.path, "users");
  await writeFile(users, "", { mode: 0o600 });
  await using broker = await startMosquitto({ configuration: `password_file ${users}` });
  const stranger = { url: broker.url, topicPrefix: "tiles/test", username: () => "nobody", password: () => "wrong" };
  await expect(checkBroker(stranger, signal)).rejects.toMatchObject({ code: "MQTT_LOGIN" });
});
