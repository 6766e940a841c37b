import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { startDoubleProcess } from "./double-process.ts";
import { connectPlainClient } from "./home-assistant/plain-client.ts";

const PROGRAM = fileURLToPath(new URL("double.ts", import.meta.url));

test("prints one JSON line, serves, and ends with 0 on SIGTERM", async () => {
  const child = spawn(process.execPath, [PROGRAM, "home-assistant", "--option", "entities=20"]);
  const [line] = (await once(createInterface({ input: child.stdout }), "line", { signal: AbortSignal.timeout(45_000) })) as [string];
  const { kind, address, trust, logins } = JSON.parse(line) as { kind: string; address: string; trust: null; logins: { token: string }[] };
  expect({ kind, trust }).toEqual({ kind: "home-assistant", trust: null });
  await using client = await connectPlainClient(address, logins[0]?.token);
  expect((await client.command("get_states"))["result"]).toHaveLength(20);
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
});

test("is driven over HTTP by another process, also while it hangs", async () => {
  await using double = await startDoubleProcess("home-assistant", { entities: 0 });
  await using client = await connectPlainClient(double.address, String(double.logins[0]?.["token"]));
  await client.command("subscribe_entities");
  await double.call("hang");
  await double.call("set", "light.hall", "on", { brightness: 80 });
  await double.call("resume");
  await client.until(() => client.events(1).length === 2, "the change");
  expect(await double.call("counters")).toMatchObject({ connections: 1, subscriptions: 1 });
  expect(await double.call("usage")).toMatchObject({ cpuMs: expect.any(Number) });
});

test("tells which control methods there are when one is unknown", async () => {
  await using double = await startDoubleProcess("otlp-receiver", { mode: "mimir", outOfOrderWindowMs: 60_000 });
  await expect(double.call("explode")).rejects.toThrow('"explode" is not known. Use one of acceptConnections, answerMatching');
});

test.each([
  [["toaster"], "toaster: one kind is wanted"],
  [["home-assistant", "--listen", "here"], "--listen here: HOST:PORT is wanted"],
  [["home-assistant", "--option", "entities=many", "--option", "colour=red"], "entities=many: wrong value. Allowed: a whole number from 0"],
  [["otlp-receiver", "--option", "mode=loki"], "mode=loki: wrong value. Allowed: all or mimir or prometheus"],
])("refuses %j with 2 and says what is allowed", async (args, text) => {
  const child = spawn(process.execPath, [PROGRAM, ...args]);
  let said = "";
  child.stderr.on("data", (data: Buffer) => (said += data.toString()));
  expect(await once(child, "close")).toEqual([2, null]);
  expect(said).toContain(text);
});
