import process from "node:process";
import { connectForTest } from "./connect.testing.ts";

// A service as a process of its own, for a test that kills it: node killed-service.testing.ts <broker url>
const [, , url = ""] = process.argv;
const { hass } = connectForTest(url, { topicPrefix: "tiles/victim" });
const components = { running: { platform: "binary_sensor", name: "Running", defaultEntityId: "binary_sensor.victim_running" } } as const;
await hass.announce({ id: "victim", name: "Victim", components });
await hass.publish("victim", "running", { state: "ON" });
