import type { Family } from "./family.ts";

/**
 * What a store that takes OTLP makes of a metric's name, by each of the four strategies (reference otlp-mimir 1.3,
 * home-assistant 4.4). For tests: our names must come out as they went in.
 */
export const translationStrategies = [
  "UnderscoreEscapingWithSuffixes",
  "UnderscoreEscapingWithoutSuffixes",
  "NoUTF8EscapingWithSuffixes",
  "NoTranslation",
] as const;
export type TranslationStrategy = (typeof translationStrategies)[number];

export interface OtlpMetric {
  readonly name: string;
  readonly unit: string;
  readonly kind: Family["kind"];
}

export function translateName(metric: OtlpMetric, strategy: TranslationStrategy): string {
  return translators[strategy](metric);
}

const translators = {
  UnderscoreEscapingWithSuffixes: (metric) => leadingDigit(tokenised(metric)),
  UnderscoreEscapingWithoutSuffixes: ({ name }) =>
    leadingDigit(
      name
        .split(/[^a-zA-Z0-9:_]+/)
        .filter(Boolean)
        .join("_"),
    ),
  NoUTF8EscapingWithSuffixes: suffixed,
  NoTranslation: ({ name }) => name,
} satisfies Record<TranslationStrategy, (metric: OtlpMetric) => string>;

const UNIT_WORDS = new Map(
  Object.entries({
    d: "days",
    h: "hours",
    min: "minutes",
    s: "seconds",
    ms: "milliseconds",
    us: "microseconds",
    ns: "nanoseconds",
    By: "bytes",
    KiBy: "kibibytes",
    MiBy: "mebibytes",
    GiBy: "gibibytes",
    TiBy: "tibibytes",
    KBy: "kilobytes",
    MBy: "megabytes",
    GBy: "gigabytes",
    TBy: "terabytes",
    m: "meters",
    V: "volts",
    A: "amperes",
    J: "joules",
    W: "watts",
    g: "grams",
    Cel: "celsius",
    Hz: "hertz",
    "1": "",
    "%": "percent",
  }),
);
const PER_WORDS = new Map(Object.entries({ s: "second", m: "minute", h: "hour", d: "day", w: "week", mo: "month", y: "year" }));

// The name as words; a unit's word is added where no word of the name is equal to it.
function tokenised({ name, unit, kind }: OtlpMetric): string {
  let tokens = name.split(/[^a-zA-Z0-9:]+/).filter(Boolean);
  const { main, per } = unitWords(unit);
  const cleanMain = clean(main);
  const cleanPer = clean(per).replace(/_$/, "");
  const addsPer = cleanPer !== "" && cleanPer !== "per" && !tokens.includes(cleanPer);
  if (cleanMain !== "" && !tokens.includes(cleanMain)) tokens.push(addsPer ? cleanMain.replace(/_$/, "") : cleanMain);
  if (addsPer) tokens.push(cleanPer);
  if (kind === "counter") tokens = [...tokens.filter((token) => token !== "total"), "total"];
  if (unit === "1" && kind === "gauge") tokens = [...tokens.filter((token) => token !== "ratio"), "ratio"];
  return tokens.join("_");
}

// Nothing is replaced in the name; suffixes go to its end, where they are not there already.
function suffixed({ name, unit, kind }: OtlpMetric): string {
  const isRatio = unit === "1" && kind === "gauge";
  const { main, per } = unitWords(unit);
  let bare = isRatio ? withoutEnd(name, "ratio") : name;
  if (kind === "counter") bare = withoutEnd(bare, "total");
  if (per !== "") bare = withoutEnd(bare, per);
  if (main !== "" && !bare.endsWith(main)) bare = `${bare}_${main}`;
  return [bare, per, kind === "counter" ? "total" : "", isRatio ? "ratio" : ""].filter(Boolean).join("_");
}

function unitWords(unit: string): { main: string; per: string } {
  const slash = unit.indexOf("/");
  const main = (slash < 0 ? unit : unit.slice(0, slash)).trim();
  const per = slash < 0 ? "" : unit.slice(slash + 1).trim();
  const isWord = (text: string) => text !== "" && !/[{}]/.test(text);
  return {
    main: isWord(main) ? (UNIT_WORDS.get(main) ?? main) : "",
    per: isWord(per) ? `per_${PER_WORDS.get(per) ?? per}` : "",
  };
}

function clean(unit: string): string {
  return unit
    .replace(/[^a-zA-Z0-9:]/g, "_")
    .replace(/__+/g, "_")
    .replace(/^_/, "");
}

function withoutEnd(name: string, end: string): string {
  return name.endsWith(end) && name.length > end.length + 1 ? name.slice(0, -(end.length + 1)) : name;
}

function leadingDigit(name: string): string {
  return /^\d/.test(name) ? `_${name}` : name;
}
