import { parseArgs } from "node:util";

export interface AuditArguments {
  readonly seconds: number;
  readonly seed: number;
  readonly rate: number;
  readonly keepDatabase: string | undefined;
}

export type Arguments =
  | { readonly kind: "audit"; readonly options: AuditArguments }
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly why: string };

export const USAGE = `usage: npm run audit:recorder -- [--seconds N] [--seed N] [--rate N] [--database FILE]

A real Home Assistant with 300 entities that change all the time, and three bridges: one is killed five times, its
store stopped twice, its connection cut ten times and Home Assistant restarted once, at instants that the seed
decides; one is off for two minutes; one starts on an empty state directory and is asked for the last hour. Then every
row of Home Assistant's database is compared with the samples in the three stores. Exit code 0, or 1 with what differs.

  --seconds N      how long the faults last (150)
  --seed N         when they come (1)
  --rate N         changes per second of all entities together (100)
  --database FILE  leaves a copy of Home Assistant's database there
  --help           shows this`;

const DEFAULTS = { seconds: 150, seed: 1, rate: 100 };

export function parseArguments(argv: readonly string[]): Arguments {
  try {
    const text = { type: "string" } as const;
    const options = { seconds: text, seed: text, rate: text, database: text, help: { type: "boolean", short: "h" } } as const;
    const { values } = parseArgs({ args: [...argv], options });
    if (values.help === true) return { kind: "help" };
    const numbers = { ...DEFAULTS };
    for (const name of ["seconds", "seed", "rate"] as const) {
      const given = values[name];
      if (given !== undefined && !/^\d{1,9}$/.test(given)) return { kind: "wrong", why: `--${name} ${given} is no whole number` };
      numbers[name] = Number(given ?? DEFAULTS[name]);
    }
    if (numbers.seconds === 0 || numbers.rate === 0) return { kind: "wrong", why: "--seconds and --rate must be more than 0" };
    return { kind: "audit", options: { ...numbers, keepDatabase: values.database } };
  } catch (error) {
    return { kind: "wrong", why: error instanceof Error ? error.message : String(error) };
  }
}
