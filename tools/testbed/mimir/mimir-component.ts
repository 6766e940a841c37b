import { goProgram } from "../go/go-program.ts";

/** Its go.mod repeats Mimir's own `replace` lines, because Go ignores those of a dependency. */
export const mimir = goProgram({
  name: "mimir",
  version: "3.0.5",
  what: "Grafana Mimir in one process, and mimirtool",
  module: new URL("./", import.meta.url),
  packages: ["github.com/grafana/mimir/cmd/mimir", "github.com/grafana/mimir/cmd/mimirtool"],
});
