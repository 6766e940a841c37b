import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A double in a process of its own: its CPU does not count as the test's, and it can be killed. */
export interface DoubleProcess extends AsyncDisposable {
  readonly address: string;
  readonly logins: readonly Readonly<Record<string, unknown>>[];
  readonly pid: number;
  /** Calls a control method by name; see README for the names. Throws what the double answered. */
  call<T = unknown>(method: string, ...args: readonly unknown[]): Promise<T>;
}

const START_DEADLINE_MS = 20_000;
const CALL_DEADLINE_MS = 120_000;
const STOP_DEADLINE_MS = 5000;

export async function startDoubleProcess(
  kind: string,
  options: Readonly<Record<string, string | number | boolean>> = {},
  listen = "127.0.0.1:0",
): Promise<DoubleProcess> {
  const optionArgs = Object.entries(options).flatMap(([key, value]) => ["--option", `${key}=${value}`]);
  const program = fileURLToPath(new URL("double.ts", import.meta.url));
  // The open pipe on its standard input ends the child when this process is gone, however it went.
  const child = spawn(process.execPath, [program, kind, "--listen", listen, "--until-stdin-ends", ...optionArgs], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout });
  const gone = once(child, "exit");
  const first = await Promise.race([once(lines, "line", { signal: AbortSignal.timeout(START_DEADLINE_MS) }), gone]).catch((error: unknown) => {
    child.kill("SIGKILL");
    throw new Error(`${kind}: starting the double failed: no line within ${START_DEADLINE_MS} ms. Look at its output. [DOUBLE_START]`, {
      cause: error,
    });
  });
  if (typeof first[0] !== "string")
    throw new Error(`${kind}: starting the double failed: it ended with ${String(first[0])}. Look at its output. [DOUBLE_START]`);
  const { address, logins, control, pid } = JSON.parse(first[0]) as {
    address: string;
    logins: DoubleProcess["logins"];
    control: string;
    pid: number;
  };

  return {
    address,
    logins,
    pid,
    async call<T>(method: string, ...args: readonly unknown[]): Promise<T> {
      const response = await fetch(control, {
        method: "POST",
        body: JSON.stringify({ method, args }),
        signal: AbortSignal.timeout(CALL_DEADLINE_MS),
      });
      const { result, error } = (await response.json()) as { result: T; error?: string };
      if (error !== undefined) throw new Error(error);
      return result;
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      const timer = setTimeout(() => child.kill("SIGKILL"), STOP_DEADLINE_MS);
      await gone;
      clearTimeout(timer);
    },
  };
}
