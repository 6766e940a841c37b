import { pbkdf2Sync } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Mosquitto, startMosquitto } from "../../../tools/testbed/mosquitto/start-mosquitto.ts";

export type BrokerWithLogin = Mosquitto & { setPassword(password: string): Promise<void> };

/** A broker where the user `tiles` needs this password; `acl` are lines of its access list. Nobody else needs one. */
export async function startBrokerWithLogin(password: string, acl: readonly string[] = []): Promise<BrokerWithLogin> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "tiles-broker-"));
  stack.defer(() => rm(folder, { recursive: true }));
  const passwords = join(folder, "passwords");
  const accessList = join(folder, "acl");
  const write = (text: string): Promise<void> => writeFile(passwords, `tiles:${hash(text)}\n`, { mode: 0o600 });
  await write(password);
  await writeFile(accessList, `${["topic readwrite #", ...acl].join("\n")}\n`, { mode: 0o600 });
  const files = acl.length === 0 ? [] : [`acl_file ${accessList}`];
  const broker = stack.use(await startMosquitto({ configuration: [`password_file ${passwords}`, ...files].join("\n") }));
  const owned = stack.move();
  return {
    ...broker,
    async setPassword(next) {
      await write(next);
      await broker.stop();
      await broker.start();
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

const SALT = Buffer.alloc(64, "tiles");
const ROUNDS = 1_000;

// What mosquitto_passwd writes: PBKDF2 with SHA-512.
function hash(password: string): string {
  return `$7$${ROUNDS}$${SALT.toString("base64")}$${pbkdf2Sync(password, SALT, ROUNDS, 64, "sha512").toString("base64")}`;
}
