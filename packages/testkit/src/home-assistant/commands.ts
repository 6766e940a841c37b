import { type Command, CommandError, type CommandHandler } from "./command.ts";
import { configCommands } from "./config-commands.ts";
import { healthCommands } from "./health-commands.ts";
import { historyCommands } from "./history-commands.ts";
import { registryCommands } from "./registry-commands.ts";
import type { Session } from "./session.ts";
import { stateCommands } from "./state-commands.ts";
import type { Answer } from "./world.ts";

const HANDLERS: ReadonlyMap<string, CommandHandler> = new Map(
  Object.entries({ ...stateCommands, ...configCommands, ...registryCommands, ...historyCommands, ...healthCommands }),
);

export function handleCommand(session: Session, raw: unknown): void {
  const { world } = session;
  const message = (typeof raw === "object" && raw !== null ? raw : {}) as Record<string, unknown>;
  const { id, type } = message as { id?: unknown; type?: unknown };
  if (typeof type !== "string" || type === "" || typeof id !== "number" || !Number.isInteger(id) || id < 1) {
    return fail(session, typeof id === "number" ? id : 0, "invalid_format", "Message incorrectly formatted.");
  }
  if (id <= session.lastId) return fail(session, id, "id_reuse", "Identifier values have to increase.");
  world.counters.commands[type] = (world.counters.commands[type] ?? 0) + 1;
  const answer = world.onceAnswers.get(type)?.shift();
  session.lastId = id;
  if (answer === undefined) answerCommand(session, message, id, type);
  else answerOnce(session, message, id, type, answer);
}

function answerOnce(session: Session, message: Record<string, unknown>, id: number, type: string, answer: Answer): void {
  switch (answer.kind) {
    case "error":
      return fail(session, id, answer.code, answer.message ?? `The double was told to answer ${type} with ${answer.code}.`);
    case "result":
      return pushResult(session, id, answer.result);
    case "delay":
      return void setTimeout(() => answerCommand(session, message, id, type), answer.delayMs).unref();
    case "silence":
      return;
  }
}

function answerCommand(session: Session, message: Record<string, unknown>, id: number, type: string): void {
  const { world, queue } = session;
  if (world.fixedResults.has(type)) return pushResult(session, id, world.fixedResults.get(type));
  const handler = HANDLERS.get(type);
  if (handler === undefined || world.forgottenCommands.has(type)) return fail(session, id, "unknown_command", "Unknown command.");
  if (handler.admin && session.login?.isAdmin !== true) return fail(session, id, "unauthorized", "Unauthorized");
  const eventStart = `{"id":${id},"type":"event","event":`;
  const command: Command = {
    message,
    session,
    world,
    result: (value = null) => pushResult(session, id, value),
    event: (value) => queue.push(`${eventStart}${JSON.stringify(value)}}`),
    eventText: (json) => queue.push(`${eventStart}${json}}`),
    subscribed(stop) {
      session.subscriptions.set(id, stop);
      world.counters.subscriptions++;
    },
  };
  try {
    handler.run(command);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    fail(session, id, error.code, error.message);
  }
}

function pushResult(session: Session, id: number, result: unknown): void {
  session.queue.push(JSON.stringify({ id, type: "result", success: true, result }));
}

function fail(session: Session, id: number, code: string, message: string): void {
  session.world.counters.errors++;
  session.queue.push(JSON.stringify({ id, type: "result", success: false, error: { code, message } }));
}
