import { goProgram } from "../go/go-program.ts";

/** Debian's own is built without the OTLP receiver. Without the tag one of the service discoveries pulls in a refused module. */
export const prometheus = goProgram({
  name: "prometheus",
  version: "3.16.0",
  what: "Prometheus with OTLP receiver, and promtool",
  module: new URL("./", import.meta.url),
  packages: ["github.com/prometheus/prometheus/cmd/prometheus", "github.com/prometheus/prometheus/cmd/promtool"],
  tags: "remove_all_sd",
});
