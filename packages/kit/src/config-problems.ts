import type { Document, LineCounter } from "yaml";
import type { z } from "zod";
import { didYouMean, suggest } from "./suggest.ts";
import { placeOf } from "./yaml-problems.ts";

type Issue = z.core.$ZodIssue;
type RawIssue = z.core.$ZodRawIssue;
type Path = readonly PropertyKey[];

interface Problem {
  line: number;
  path: Path;
  text: string;
  missing: boolean;
  /** For an unknown key: the known key that was probably meant. */
  meant?: string;
}

// zod tells the schema of an issue only while it makes the message; the array of keys is the same object later.
const knownKeys = new WeakMap<readonly string[], readonly string[]>();

/** What zod asks for the text of an issue. Texts that a schema has of its own come first. */
export function messageFor(issue: RawIssue): string | undefined {
  if (issue.code === "unrecognized_keys") rememberKnownKeys(issue);
  return explain(issue as Issue, issue.input);
}

/** One line for each thing to correct. */
export function listProblems(issues: readonly Issue[], document: Document, lines: LineCounter, file: string): string[] {
  const problems = issues.flatMap((issue) => problemsOf(issue, [], document, lines));
  // A misspelt required key is one mistake, not two.
  const misspelt = new Set(problems.flatMap(({ path, meant }) => (meant === undefined ? [] : [spell([...path.slice(0, -1), meant])])));
  return problems
    .filter(({ missing, path }) => !missing || !misspelt.has(spell(path)))
    .map(({ line, path, text }) => `${file}:${line} ${spell(path)}: ${text}`);
}

function problemsOf(issue: Issue, parent: Path, document: Document, lines: LineCounter): Problem[] {
  const path = [...parent, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    const known = knownKeys.get(issue.keys) ?? [];
    return issue.keys.map((key) => unknownKey([...path, key], key, known, document, lines));
  }
  if (issue.code === "invalid_union") {
    const branch = likeliestBranch(issue.errors);
    if (branch !== undefined) return branch.flatMap((inner) => problemsOf(inner, path, document, lines));
  }
  const { line, found, empty } = placeOf(document, lines, path);
  const text = found ? (empty ? instead("empty", issue.message) : issue.message) : instead("missing", issue.message);
  return [{ line, path, text, missing: !found }];
}

function unknownKey(path: Path, key: string, known: readonly string[], document: Document, lines: LineCounter): Problem {
  const meant = suggest(key, known);
  const text = `unknown key.${didYouMean(key, known)}${known.length === 0 ? "" : ` Allowed: ${known.join(", ")}`}`;
  return { line: placeOf(document, lines, path).line, path, text, missing: false, ...(meant === undefined ? {} : { meant }) };
}

/** Of several allowed forms the one whose outline fits, so that only what is wrong inside it gets told. */
function likeliestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const fitting = branches.filter(
    (issues) => issues.length > 0 && issues.every(({ path, code }) => path.length > 0 || code === "unrecognized_keys" || code === "custom"),
  );
  return fitting.toSorted((a, b) => a.length - b.length)[0];
}

function explain(issue: Issue, input: unknown): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return `not ${nameOfType(issue.expected)}; allowed: ${nameOfType(issue.expected)}`;
    case "invalid_value":
      return notOneOf(input, issue.values);
    case "too_small":
      return tooFar("small", issue.origin, issue.minimum, issue.inclusive ?? true);
    case "too_big":
      return tooFar("large", issue.origin, issue.maximum, issue.inclusive ?? true);
    case "invalid_format":
      return `not in the right form; allowed: ${issue.pattern ?? issue.format}`;
    case "not_multiple_of":
      return `${String(input)} is not allowed; allowed: multiples of ${issue.divisor}`;
    case "invalid_key":
      return `the key is not allowed: ${issue.issues.map(({ message }) => message).join(", ")}`;
    case "invalid_union":
      return issue.discriminator === undefined ? noForm(issue.errors) : notOneOf(choice(input, issue.discriminator), optionsOf(issue));
    case "unrecognized_keys":
    case "invalid_element":
    case "custom":
      break;
  }
  return undefined;
}

function notOneOf(input: unknown, values: readonly unknown[]): string {
  const allowed = values.map(String);
  const given = typeof input === "object" || input === undefined ? "not allowed" : `${JSON.stringify(input)} is not allowed`;
  return `${given}; allowed: ${allowed.join(", ")}.${didYouMean(String(input), allowed)}`.replace(/\.$/, "");
}

function noForm(branches: readonly (readonly Issue[])[]): string {
  const forms = branches.flatMap((issues) => issues.map(({ message }) => message.split("; allowed: ")[1] ?? message));
  return `not in a form that is allowed; allowed: ${[...new Set(forms)].join(", or ")}`;
}

const AMOUNT_OF: Readonly<Record<string, string>> = { string: " characters", array: " entries", set: " entries", map: " keys", object: " keys" };

function tooFar(how: "small" | "large", origin: string, limit: number | bigint, inclusive: boolean): string {
  const edge = how === "small" ? (inclusive ? "at least" : "more than") : inclusive ? "at most" : "less than";
  const amount = AMOUNT_OF[origin];
  const wrong = amount === undefined ? `too ${how}` : how === "small" ? "too few" : "too many";
  return `${wrong}${amount ?? ""}; allowed: ${edge} ${limit}${amount ?? ""}`;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "a map of keys",
  record: "a map of keys",
  array: "a list",
};

function nameOfType(expected: string): string {
  return TYPE_NAMES[expected] ?? expected;
}

// Texts have the form "what is wrong; allowed: what is allowed"; a missing key is wrong in another way.
function instead(wrong: string, message: string): string {
  const allowed = message.split("; allowed: ")[1];
  return allowed === undefined ? `${wrong}; ${message}` : `${wrong}; allowed: ${allowed}`;
}

function rememberKnownKeys(issue: RawIssue): void {
  const definition = issue.inst?._zod.def as { shape?: Record<string, unknown> } | undefined;
  const keys = issue["keys"] as readonly string[];
  knownKeys.set(keys, Object.keys(definition?.shape ?? {}));
}

function choice(input: unknown, discriminator: string): unknown {
  return typeof input === "object" && input !== null ? (input as Record<string, unknown>)[discriminator] : undefined;
}

function optionsOf(issue: Issue): readonly unknown[] {
  return "options" in issue && Array.isArray(issue.options) ? issue.options : [];
}

/** `targets[0].trust.caFile`, as a person would look for it. */
function spell(path: Path): string {
  const text = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return text === "" ? "(whole file)" : text.replace(/^\./, "");
}
