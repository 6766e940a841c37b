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

export function openStage(output: StageOutput): Stage {
  return stageOn(output.isTerminal ? statusLine(output) : plainLines(output), output, "UTC");
}

function stageOn(lines: Lines, output: StageOutput, timeZone: string): Stage {
  const style = (format: "bold" | "dim", text: string) => (output.hasColor ? styleText(format, text, { validateStream: false }) : text);
  return {
    heading: (text) => lines.write(`\n${style("bold", text)}`),
    say: (text = "") => lines.write(text),
    saw(text, ...more) {
      lines.write(`  ${style("dim", inHouseTime(Date.now(), timeZone))}  ${text}`);
      for (const each of more) lines.write(`${INDENT}${each}`);
    },
    waiting: (what, withinMs) => lines.waiting(what, performance.now() + withinMs),
    withTimeZone: (zone) => stageOn(lines, output, zone),
  };
}

interface Lines {
  write(text: string): void;
  waiting(what: string, until: number): Disposable;
}

/** A last line that counts down, written over by what comes next. */
function statusLine(output: StageOutput): Lines {
  let shown = false;
  const clear = () => {
    if (shown) output.write("\r\x1b[2K");
    shown = false;
  };
  return {
    write(text) {
      clear();
      output.write(`${text}\n`);
    },
    waiting(what, until) {
      const show = () => {
        clear();
        output.write(`  ... ${what} (at most ${secondsUntil(until)} s)`);
        shown = true;
      };
      show();
      const timer = setInterval(show, COUNT_MS);
      return {
        [Symbol.dispose]() {
          clearInterval(timer);
          clear();
        },
      };
    },
  };
}

/** A log has no line to write over, so only what takes long is told, and seldom. */
function plainLines(output: StageOutput): Lines {
  const write = (text: string) => output.write(`${text}\n`);
  return {
    write,
    waiting(what, until) {
      const tell = () => {
        write(`  ... waiting for ${what} (at most ${secondsUntil(until)} s)`);
        timer = setTimeout(tell, TELL_AGAIN_MS);
      };
      let timer = setTimeout(tell, TELL_AFTER_MS);
      return { [Symbol.dispose]: () => clearTimeout(timer) };
    },
  };
}

function secondsUntil(until: number): number {
  return Math.max(0, Math.round((until - performance.now()) / 1000));
}
