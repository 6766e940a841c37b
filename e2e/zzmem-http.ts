import { startDoubleProcess } from "@tiles/testkit/double-process";
import { writeFileSync, mkdtempSync, readFileSync } from "node:fs";
import { spawn } from "node:child_process";
const N = Number(process.argv[2]),
  prog = process.argv[3]!,
  flags = (process.argv[4] ?? "").split(",").filter(Boolean);
await using ha = await startDoubleProcess("home-assistant", { entities: N });
await using r = await startDoubleProcess("otlp-receiver", { discard: true });
const d = mkdtempSync("/tmp/play/m");
writeFileSync(d + "/token", "double-token");
writeFileSync(
  d + "/config.yaml",
  `homeAssistant: {name: home, url: "${ha.address}", tokenFile: token}\nstateDir: state\nmetrics: {endpoint: "${r.address}"}\n`,
);
const p = spawn(process.execPath, [...flags, prog, "run", "--config", d + "/config.yaml"], {
  stdio: ["ignore", "ignore", "inherit"],
  env: process.env,
});
const st = () => {
  const s = readFileSync(`/proc/${p.pid}/status`, "utf8");
  return [/VmRSS:\s+(\d+)/.exec(s)![1], /VmHWM:\s+(\d+)/.exec(s)![1], /RssAnon:\s+(\d+)/.exec(s)![1]].map((x) => Math.round(Number(x) / 1024));
};
await new Promise((x) => setTimeout(x, Number(process.argv[5] ?? 15000)));
console.log(N, flags.join(" "), "rss, peak, anon MB", st());
p.kill("SIGTERM");
await new Promise((x) => p.on("exit", x));
process.exit(0);
