import { styleText } from "node:util";
import { inHouseTime } from "./house-time.ts";

export interface StageOutput {
  write(text: string): void;
  /** Whether a line may be written over. */
  readonly isTerminal: boolean;
  readonly hasColor: boolean;
}

/** What the audience sees. */
export interface Stage {
  heading(text: string): void;
  say(text?: string): void;
  /** One thing seen, with the time it was seen at; further lines are indented below it. */
  saw(text: string, ...more: string[]): void;
  /** Shows what is being waited for and how long it still may take, until disposed. */
  waiting(what: string, withinMs: number): Disposable;
  /** The same stage with the clocks of another place. */
  withTimeZone(timeZone: string): Stage;
}

const TELL_AFTER_MS = 3_000;
const TELL_AGAIN_MS = 30_000;
const COUNT_MS = 1_000;
const INDENT = " ".repeat("23:59:59.999".length + 4);

export function openStage(output: StageOutput, timeZone = "UTC"): Stage {
  const style = (format: "bold" | "dim", text: string) => (output.hasColor ? styleText(format, text, { validateStream: false }) : text);
  const line = (text: string) => output.write(`${output.isTerminal ? CLEAR : ""}${text}\n`);
  return {
    heading: (text) => line(`\n${style("bold", text)}`),
    say: (text = "") => line(text),
    saw(text, ...more) {
      line(`  ${style("dim", inHouseTime(Date.now(), timeZone))}  ${text}`);
      for (const each of more) line(`${INDENT}${each}`);
    },
    waiting: (what, withinMs) => (output.isTerminal ? countDown(output, style, what, withinMs) : tellNowAndThen(line, what, withinMs)),
    withTimeZone: (zone) => openStage(output, zone),
  };
}

const CLEAR = "\r\x1b[2K";

function countDown(output: StageOutput, style: (format: "dim", text: string) => string, what: string, withinMs: number): Disposable {
  const until = performance.now() + withinMs;
  const show = () => output.write(`${CLEAR}  ${style("dim", `... ${what} (at most ${secondsUntil(until)} s)`)}`);
  show();
  const timer = setInterval(show, COUNT_MS);
  return {
    [Symbol.dispose]() {
      clearInterval(timer);
      output.write(CLEAR);
    },
  };
}

// A log has no line to write over, so only what takes long is told, and seldom.
function tellNowAndThen(line: (text: string) => void, what: string, withinMs: number): Disposable {
  const until = performance.now() + withinMs;
  const tell = () => {
    line(`  ... waiting for ${what} (at most ${secondsUntil(until)} s)`);
    timer = setTimeout(tell, TELL_AGAIN_MS);
  };
  let timer = setTimeout(tell, TELL_AFTER_MS);
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}

function secondsUntil(until: number): number {
  return Math.max(0, Math.round((until - performance.now()) / 1000));
}
