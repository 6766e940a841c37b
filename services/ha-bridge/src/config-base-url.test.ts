import { parseConfig } from "@tiles/kit/config-file";
import { describe, expect, test } from "vitest";
import { configSchema } from "./config.ts";

function withUrls({
  house = "http://ha.local:8123",
  endpoint = "http://store:9090/api/v1/otlp",
  query = "http://store:9090",
  alerts = "http://am:9093",
}) {
  return parseConfig(
    configSchema,
    `homeAssistant: { name: home, url: "${house}", tokenFile: token }
stateDir: state
metrics: { endpoint: "${endpoint}", query: { url: "${query}" } }
alerts: { alertmanager: { url: "${alerts}" } }
mqtt: { url: "mqtt://broker" }
`,
    "config.yaml",
  );
}

describe("a URL with what is appended anyway", () => {
  test.each([
    [{ house: "http://ha.local:8123/api/websocket" }, "config.yaml:1 homeAssistant.url: the URL has /api in it"],
    [{ endpoint: "http://store:9090/api/v1/otlp/v1/metrics" }, "config.yaml:3 metrics.endpoint: the URL has /v1/metrics in it"],
    [{ query: "http://store/prometheus/api/v1/query" }, "config.yaml:3 metrics.query.url: the URL has /api/v1 in it"],
    [{ alerts: "http://store/alertmanager/api/v2/alerts" }, "config.yaml:4 alerts.alertmanager.url: the URL has /api/v2 in it"],
  ])("%j is told with its line", (urls, told) => {
    expect(() => withUrls(urls)).toThrow(told);
  });

  test("and what to leave of it", () => {
    expect(() => withUrls({ endpoint: "http://vm:8428/opentelemetry/v1/metrics/" })).toThrow(
      "which is added to it; allowed: only what stands before /v1/metrics",
    );
  });
});

test.each([
  { endpoint: "http://mimir/otlp", query: "http://mimir/prometheus", alerts: "http://mimir/alertmanager" },
  { endpoint: "http://store:9090/api/v1/otlp/", house: "https://ha.example/apiary" },
])("%j is taken", (urls) => {
  expect(withUrls(urls).metrics.endpoint).toMatch(/otlp$/);
});
