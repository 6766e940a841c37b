import { goProgram } from "../go/go-program.ts";

export const helm = goProgram({
  name: "helm",
  version: "4.3.1",
  what: "Helm, for what charts render to and which values they refuse",
  module: new URL("./", import.meta.url),
  packages: ["helm.sh/helm/v4/cmd/helm"],
});
