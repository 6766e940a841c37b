import type { Session } from "./session.ts";
import type { World } from "./world.ts";

/** One command of a client and the ways to answer it. */
export interface Command {
  readonly message: Readonly<Record<string, unknown>>;
  readonly session: Session;
  readonly world: World;
  readonly result: (value?: unknown) => void;
  readonly event: (value: unknown) => void;
  /** An event whose JSON is there already. */
  readonly eventText: (json: string) => void;
  /** Registers what ends the subscription that this command opened. */
  readonly subscribed: (stop: () => void) => void;
}

export interface CommandHandler {
  readonly admin?: true;
  readonly run: (command: Command) => void;
}

export type CommandTable = Readonly<Record<string, CommandHandler>>;

/** Answered as `{success: false, error: {code, message}}`. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
