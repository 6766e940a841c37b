import { debianProgram } from "../debian/debian-program.ts";

export const victoriaMetrics = debianProgram({
  name: "victoria-metrics",
  what: "VictoriaMetrics, vmalert and vmalert-tool",
  package: "victoria-metrics",
  programs: ["usr/bin/victoria-metrics", "usr/bin/vmalert", "usr/bin/vmalert-tool"],
});
