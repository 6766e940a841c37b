import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));
const STORY_WITHIN_MS = 300_000;

test(
  "tells the whole story by itself and ends with exit code 0",
  async () => {
    const told = await tell(["--once"]);
    // What went wrong is in the output, so it is part of what is compared.
    expect(told, told.output).toMatchObject({ code: 0 });
    for (const line of LINES) expect(told.output).toMatch(line);
  },
  STORY_WITHIN_MS + 10_000,
);

test("an argument that it does not know is told with all that it knows", async () => {
  const told = await tell(["--store", "influx"]);
  expect(told.code).toBe(2);
  expect(told.output).toMatch(/there is no store influx; known: victoriametrics, prometheus, mimir[^]*usage:/);
});

const LINES = [
  /ha-bridge +http:\/\/127\.0\.0\.1:\d+ +ready after/,
  /has \d{3} entities\. Each of them is in VictoriaMetrics; together they are \d{4} series/,
  /^ +light +\d+ +\d+$/m,
  /light\.basement_workbench\) is switched on/,
  /Also on: light\.basement_lights/,
  // The same millisecond on both sides.
  /last_updated +(\d\d:\d\d:\d\d\.\d{3}) [^]*VictoriaMetrics, sample +\1 /,
  /nothing: the series has ended/,
  /The night begins\. .*from \d\d:\d\d:00\.000 to \d\d:\d\d:00\.000/,
  /ALERT in Alertmanager: LightsOnAllNight\n +Basement lights Workbench \(Basement\) has been on since \d\d:\d\d\n/,
  /It is the only one/,
  /The circle closes: binary_sensor\.alert_lights_on_all_night is on in the same Home Assistant\.\n +Basement lights Workbench \(Basement\) has been on since \d\d:\d\d\n/,
  /It is on the page "House" in the sidebar as well \(\/house-alerts\/alerts\)/,
  /Its button is pressed\. Alertmanager silences it until .*, made by Home Assistant:\n +Silenced for 4 h/,
  /The alert is resolved: Alertmanager has none any more, and binary_sensor\.alert_lights_on_all_night is off/,
  // Home Assistant's own demo measures 54 ppm.
  /something else[^]*\n +CarbonMonoxideHigh \(critical\) (is pending|fires).*\n +Carbon monoxide measures 54 ppm/,
  /Everything has ended/,
];

async function tell(args: readonly string[]): Promise<{ code: number; output: string }> {
  const run = promisify(execFile)(process.execPath, [MAIN, ...args], { timeout: STORY_WITHIN_MS });
  return run.then(
    ({ stdout }) => ({ code: 0, output: stdout }),
    (error: { code: number; stdout: string; stderr: string }) => ({ code: error.code, output: `${error.stdout}${error.stderr}` }),
  );
}
