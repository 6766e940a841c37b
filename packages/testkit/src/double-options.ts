/** The form of one `--option key=value`. */
export type OptionType = "integer" | "boolean" | "text" | "list" | readonly string[];
export type OptionTypes = Readonly<Record<string, OptionType>>;
export type OptionValue = number | boolean | string | readonly string[];

export type ParsedOptions =
  | { readonly kind: "ok"; readonly values: Record<string, OptionValue> }
  | { readonly kind: "wrong"; readonly problems: readonly string[] };

/** Reads `key=value` texts; all problems are told at once. */
export function parseOptions(texts: readonly string[], types: OptionTypes): ParsedOptions {
  const values: Record<string, OptionValue> = {};
  const problems: string[] = [];
  for (const text of texts) {
    const [key = "", ...rest] = text.split("=");
    const type = Object.hasOwn(types, key) ? types[key] : undefined;
    if (type === undefined) problems.push(`--option ${text}: unknown. Allowed: ${Object.keys(types).join(", ")}. [DOUBLE_OPTION]`);
    else {
      const value = parse(rest.join("="), type);
      if (value === undefined) problems.push(`--option ${text}: wrong value. Allowed: ${describe(type)}. [DOUBLE_OPTION]`);
      else values[key] = value;
    }
  }
  return problems.length === 0 ? { kind: "ok", values } : { kind: "wrong", problems };
}

const PARSERS: Readonly<Record<Extract<OptionType, string>, (text: string) => OptionValue | undefined>> = {
  integer: (text) => (/^\d{1,15}$/.test(text) ? Number(text) : undefined),
  boolean: (text) => (text === "true" || text === "false" ? text === "true" : undefined),
  list: (text) => text.split(","),
  text: (text) => text,
};

function parse(text: string, type: OptionType): OptionValue | undefined {
  if (typeof type === "string") return PARSERS[type](text);
  return type.includes(text) ? text : undefined;
}

function describe(type: OptionType): string {
  if (typeof type !== "string") return type.join(" or ");
  return { integer: "a whole number from 0", boolean: "true or false", list: "words with commas between", text: "any text" }[type];
}
