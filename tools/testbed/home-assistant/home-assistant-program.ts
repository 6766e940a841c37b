import { join } from "node:path";
import { answers, fetchJson } from "../process/http.ts";
import { program, type Program } from "../process/program.ts";

const READY_WITHIN_MS = 120_000;
// It writes its last states and closes the recorder; up to 15 s were seen.
const END_WITHIN_MS = 60_000;

export type HassOptions = {
  readonly component: string;
  readonly configDir: string;
  readonly url: string;
  /** Absent before there is a user: ready is then when it answers, else when it says that it is RUNNING. */
  readonly token?: string;
};

export function homeAssistantProgram({ component, configDir, url, token }: HassOptions): Program {
  return program({
    name: "home-assistant",
    command: join(component, "venv/bin/hass"),
    args: ["-c", configDir, "--skip-pip", "--log-no-color"],
    // Compiled modules are kept beside their sources: without them each start takes twice as long.
    env: { PYTHONDONTWRITEBYTECODE: undefined, PYTHONPATH: undefined, PYTHONHOME: undefined },
    logFile: join(configDir, "hass.log"),
    isReady: (signal) => (token === undefined ? answers(`${url}/api/onboarding`, signal) : isRunning(url, token, signal)),
    readyWithinMs: READY_WITHIN_MS,
    endWithinMs: END_WITHIN_MS,
  });
}

async function isRunning(url: string, token: string, signal: AbortSignal): Promise<boolean> {
  const { state } = await fetchJson<{ state: string }>(`${url}/api/config`, { headers: { authorization: `Bearer ${token}` }, signal });
  return state === "RUNNING";
}
