import { debianProgram } from "../debian/debian-program.ts";

export const alertmanager = debianProgram({
  name: "alertmanager",
  what: "Alertmanager and amtool",
  package: "prometheus-alertmanager",
  programs: ["usr/bin/prometheus-alertmanager", "usr/bin/amtool"],
  dataFolder: "/usr/share/prometheus/alertmanager",
});
