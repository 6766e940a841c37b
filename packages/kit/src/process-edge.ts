/** Everything of the process that a program touches, so that a test can hold it in its hands. */
export interface ProcessEdge {
  /** Without the names of node and of the program. */
  argv: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  stdout: Output;
  stderr: Output;
  /** Calls `handler` at SIGTERM and SIGINT. */
  onSignal(handler: (signal: string) => void): void;
  /** Calls `handler` for errors that nobody caught, which then do not end the process by themselves. */
  onFault(handler: (kind: FaultKind, error: unknown) => void): void;
  exit(code: number): void;
}

export type FaultKind = "unhandledRejection" | "uncaughtException";

export interface Output {
  write(text: string): void;
  isTerminal: boolean;
}

/** The part of Node's `process` that is used. */
export interface NodeProcess {
  argv: string[];
  env: Record<string, string | undefined>;
  stdout: { write(text: string): unknown; isTTY?: boolean; on(event: "error", listener: (error: Error) => void): unknown };
  stderr: { write(text: string): unknown; isTTY?: boolean; on(event: "error", listener: (error: Error) => void): unknown };
  on(event: string, listener: (...args: never[]) => void): unknown;
  exit(code: number): void;
}

/** The one place that takes Node's `process`; main.ts passes it in. */
export function processEdge(process: NodeProcess): ProcessEdge {
  return {
    argv: process.argv.slice(2),
    env: process.env,
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    onSignal: (handler) => {
      for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => handler(signal));
    },
    onFault: (handler) => {
      for (const kind of ["unhandledRejection", "uncaughtException"] as const) process.on(kind, (error: unknown) => handler(kind, error));
    },
    exit: (code) => process.exit(code),
  };
}

function outputOf(stream: NodeProcess["stdout"]): Output {
  // A reader that goes away (`| head`) is no reason to fall over.
  stream.on("error", () => undefined);
  return { write: (text) => void stream.write(text), isTerminal: stream.isTTY === true };
}
