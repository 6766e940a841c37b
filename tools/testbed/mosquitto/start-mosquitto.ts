import { writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { userInfo } from "node:os";
import { join } from "node:path";
import { ensureComponent } from "../cache/ensure-component.ts";
import { debianRoot } from "../debian/debian-root.ts";
import { dataFolder } from "../process/data-folder.ts";
import { freePort } from "../process/free-port.ts";
import { program, type Program } from "../process/program.ts";

const READY_WITHIN_MS = 10_000;

export type MosquittoOptions = {
  readonly port?: number;
  readonly folder?: string;
  /** Keeps retained messages and sessions on disk over a restart. Default true. */
  readonly persistence?: boolean;
  /** More lines for its configuration file. */
  readonly configuration?: string;
};

export type Mosquitto = Program & { readonly url: string; readonly port: number; readonly folder: string };

/** A broker on loopback that lets everybody in. */
export async function startMosquitto(options: MosquittoOptions = {}, signal?: AbortSignal): Promise<Mosquitto> {
  const root = await ensureComponent(debianRoot, signal === undefined ? {} : { signal });
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await dataFolder("mosquitto", options.folder)).path;
  const port = options.port ?? (await freePort());
  const file = join(folder, "mosquitto.conf");
  await writeFile(file, configuration(port, folder, options));
  const broker = stack.use(
    program({
      name: "mosquitto",
      command: join(root, "usr/sbin/mosquitto"),
      args: ["-c", file],
      logFile: join(folder, "mosquitto.log"),
      isReady: () => accepts(port),
      readyWithinMs: READY_WITHIN_MS,
    }),
  );
  await broker.start(signal);
  const owned = stack.move();
  return { ...broker, url: `mqtt://127.0.0.1:${port}`, port, folder, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

function configuration(port: number, folder: string, options: MosquittoOptions): string {
  const lines = [`listener ${port} 127.0.0.1`, "allow_anonymous true", "log_dest stderr", "connection_messages true"];
  // Started as root it would change to a user of its own that may not enter the folder.
  lines.push(`user ${userInfo().username}`);
  if (options.persistence ?? true) lines.push("persistence true", `persistence_location ${folder}/`);
  return `${[...lines, options.configuration ?? ""].join("\n")}\n`;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
