import { goProgram } from "../go/go-program.ts";

/** The schema is the one that Grafana Labs generates its SDK from; its Go half is the one that can check. */
export const grafanaSchema = goProgram({
  name: "grafana-schema",
  version: "0.0.22",
  what: "check of dashboards against Grafana's published schema",
  module: new URL("./", import.meta.url),
  packages: ["."],
  files: ["main.go"],
});
