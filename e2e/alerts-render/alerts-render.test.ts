import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { runCommand } from "../config-errors/run-command.ts";

/** The alerts for those without Helm, as a person gets them: by a command that needs no config. */

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const MAX_RULES_BYTES = 4 * 1024 * 1024;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tiles-alerts-render-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each([
  [[], "rules.yaml"],
  [["--alertmanager"], "alertmanager.yaml"],
])("without values, alerts render %j prints the defaults that ship", async (options, file) => {
  const shipped = await readFile(new URL(`../../charts/home-alerts/files/${file}`, import.meta.url), "utf8");
  const { code, stdout, stderr } = await runCommand("alerts", "render", ...options);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout.trim()).toBe(shipped.replace(/^#.*\n/, "").trim());
});

test("by npm, as the README says it, a file gets the rules and nothing beside them", async () => {
  const { stdout } = await promisify(execFile)("npm", ["run", "-s", "ha-bridge", "--", "alerts", "render"], {
    cwd: ROOT,
    maxBuffer: MAX_RULES_BYTES,
  });
  expect(stdout).toBe((await runCommand("alerts", "render")).stdout);
  expect(await readFile(join(ROOT, "README.md"), "utf8")).toContain("`ha-bridge` for `npm run -s ha-bridge --`");
});

test("values choose and aim alerts", async () => {
  const { stdout, code } = await runCommand(
    "alerts",
    "render",
    await valuesFile("alerts:\n  BatteryLow: { enabled: false }\n  LightsOnAllNight: { severity: warning, where: { floors: [basement] } }\n"),
  );
  expect(code).toBe(0);
  const rules = (parse(stdout) as { groups: { rules: { alert: string; expr: string; labels: Record<string, string> }[] }[] }).groups.flatMap(
    (group) => group.rules,
  );
  expect(rules.map(({ alert }) => alert)).not.toContain("BatteryLow");
  const lights = rules.find(({ alert }) => alert === "LightsOnAllNight");
  expect(lights?.labels).toEqual({ severity: "warning" });
  expect(lights?.expr).toContain('floor=~"basement"');
});

test("a values file that is not there is told as one", async () => {
  const { code, stdout, stderr } = await runCommand("alerts", "render", join(folder, "nowhere.yaml"));
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/nowhere\.yaml: there is no such file; give the path of a values file .*, or none for the defaults/);
});

test("every mistake is told with its line and what was meant, and nothing is printed", async () => {
  const file = await valuesFile(`alerts:
  LightOnAllNight: {}
  FreezerWarm: { abov: 3 }
  DoorLeftOpen: { longerThan: 15, where: { areas: ["Hall"] } }
`);
  const { code, stdout, stderr } = await runCommand("alerts", "render", file);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/values\.yaml:2 alerts\.LightOnAllNight: unknown key\. Did you mean LightsOnAllNight\?/);
  expect(stderr).toMatch(/values\.yaml:3 alerts\.FreezerWarm\.abov: unknown key\. Did you mean above\?/);
  expect(stderr).toMatch(/values\.yaml:4 alerts\.DoorLeftOpen\.longerThan: not a text; allowed: a text/);
  expect(stderr).toMatch(/values\.yaml:4 alerts\.DoorLeftOpen\.where\.areas\[0\]: not the id of a area; allowed/);
  expect(stderr.trim().split("\n")).toHaveLength(4);
});

async function valuesFile(text: string): Promise<string> {
  const file = join(folder, "values.yaml");
  await writeFile(file, text);
  return file;
}
