import { readFile, stat } from "node:fs/promises";
import { isMap, LineCounter, parseDocument, type Document } from "yaml";
import { z } from "zod";
import { listProblems, messageFor } from "./config-problems.ts";
import { relativeTo } from "./config-values.ts";
import { AppError, codeOf, describeError } from "./errors.ts";
import { listYamlProblems } from "./yaml-problems.ts";

/** The config cannot be used. `problems` has one line for each thing to correct: `file:line path: what is wrong`. */
export class ConfigError extends AppError {
  override name = "ConfigError";
  readonly problems: readonly string[];

  constructor(code: "KIT_CONFIG" | "KIT_CONFIG_FILE", path: string, problems: readonly string[], cause?: unknown) {
    super({
      code,
      thing: path,
      tried: "reading the config",
      cameBack: problems.length === 1 ? (problems[0] ?? "") : `${problems.length} problems, first ${problems[0]}`,
      whatToDo: "Correct the file; the command check reads it again and starts nothing.",
      cause,
    });
    this.problems = problems;
  }
}

// A config is a page or two; more is the wrong file.
const LARGEST_CONFIG_BYTES = 1024 * 1024;
const GIVE_CONFIG = "give the path of the config with --config, or copy config.example.yaml to begin with";

/**
 * Reads a YAML file as `schema` wants it (`z.strictObject` throughout). Rejects with a ConfigError that lists
 * every problem at once. Relative paths in it start at the folder of the file. `whenMissing` is what to do when there
 * is no such file.
 */
export async function loadConfig<S extends z.ZodType>(schema: S, path: string, whenMissing = GIVE_CONFIG): Promise<z.output<S>> {
  return parseConfig(schema, await readConfigFile(path, whenMissing), path);
}

/** The same for a text that was read already; `path` is for messages and relative paths. */
export function parseConfig<S extends z.ZodType>(schema: S, text: string, path: string): z.output<S> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const yamlProblems = listYamlProblems(document, lines, text, path);
  // Repeated keys leave a tree that can be judged further; other mistakes of syntax do not.
  if (document.errors.some(({ code }) => code !== "DUPLICATE_KEY")) throw new ConfigError("KIT_CONFIG", path, yamlProblems);

  const content = toPlainValue(document, path);
  const parsed = relativeTo(path, () => schema.safeParse(content, { error: messageFor }));
  const problems = [...yamlProblems, ...(parsed.success ? [] : listProblems(parsed.error.issues, document, lines, path))];
  if (problems.length > 0) throw new ConfigError("KIT_CONFIG", path, inOrderOfLines(problems));
  // Without problems the parse was a success.
  return parsed.data as z.output<S>;
}

/** The JSON Schema of what a person writes into the file (not of what the program gets). */
export function configJsonSchema(schema: z.ZodType): Record<string, unknown> {
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
}

async function readConfigFile(path: string, whenMissing: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > LARGEST_CONFIG_BYTES) throw new Error(`it has ${size} bytes, more than a config may have`);
    return await readFile(path, "utf8");
  } catch (error) {
    throw new ConfigError("KIT_CONFIG_FILE", path, [`${path}: ${whyUnreadable(error, whenMissing)}`], error);
  }
}

const UNREADABLE: Readonly<Record<string, string>> = {
  EACCES: "this user may not read it",
  EISDIR: "it is a folder; give the path of the YAML file itself",
};

function whyUnreadable(error: unknown, whenMissing: string): string {
  if (codeOf(error) === "ENOENT") return `there is no such file; ${whenMissing}`;
  return UNREADABLE[codeOf(error) ?? ""] ?? describeError(error);
}

function toPlainValue(document: Document, path: string): unknown {
  // An empty file is a config without keys: what is missing gets listed.
  if (document.contents === null || (isMap(document.contents) && document.contents.items.length === 0)) return {};
  try {
    return document.toJS();
  } catch (error) {
    // Too many or endless aliases.
    throw new ConfigError("KIT_CONFIG", path, [`${path}:1 (whole file): ${describeError(error)}`], error);
  }
}

function inOrderOfLines(problems: readonly string[]): string[] {
  const lineOf = (problem: string): number => Number(/:(\d+) /.exec(problem)?.[1] ?? 0);
  return problems.toSorted((a, b) => lineOf(a) - lineOf(b));
}
